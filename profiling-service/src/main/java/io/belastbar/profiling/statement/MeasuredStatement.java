package io.belastbar.profiling.statement;

/**
 * What a statement cost within a period.
 *
 * @param maxTimeMs slowest call since counting began; pg_stat_statements does not keep it per period
 * @param blocksHit blocks of tables and indexes that were found in shared buffers
 * @param blocksRead blocks that were not
 */
public record MeasuredStatement(
        String queryId,
        String role,
        String query,
        long calls,
        double totalTimeMs,
        double maxTimeMs,
        long rows,
        long blocksHit,
        long blocksRead) {

    public double meanTimeMs() {
        return totalTimeMs / calls;
    }

    public double rowsPerCall() {
        return (double) rows / calls;
    }
}
