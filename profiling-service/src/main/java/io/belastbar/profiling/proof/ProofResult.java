package io.belastbar.profiling.proof;

import java.util.List;

/**
 * What really creating an index brought, on a copy of the target.
 *
 * @param finding the number of the finding that proposed it; null for none
 * @param index its name
 * @param reason one plain English sentence for the verdict, with its figures
 * @param indexBytes its size; 0 when it could not be made
 * @param buildMs how long its making took
 * @param blocksFactor blocks read before, per block read after, over all that was measured; 1 without any
 * @param timeFactor the same of the times
 * @param inserts what it costs; null when that could not be measured
 */
public record ProofResult(
        String finding,
        String index,
        String table,
        String ddl,
        Verdict verdict,
        String reason,
        List<ProvenStatement> statements,
        long indexBytes,
        double buildMs,
        double blocksFactor,
        double timeFactor,
        InsertCost inserts) {
    public ProofResult {
        statements = List.copyOf(statements);
    }

    /** What is to be thought of it. */
    public enum Verdict {
        /** It is used, and less is read. */
        PROVEN,
        /** It was measured, and does not help: never to be advised. */
        NOT_PROVEN,
        /** It could not be measured. */
        NOT_MEASURED
    }

    /**
     * A statement before and after.
     *
     * @param problem why it could not be measured; null if it was
     */
    public record ProvenStatement(String queryId, String text, List<ProvenSet> sets, String problem) {
        public ProvenStatement {
            sets = List.copyOf(sets);
        }
    }

    /** The same values before and after. */
    public record ProvenSet(String name, String tenant, List<String> values, Measured before, Measured after) {}

    /**
     * One measurement: warmed, the median of several runs.
     *
     * @param blocks of 8 KiB that were touched: found in memory, read, or of temporary files
     * @param medianMs execution as the database measures it, without planning
     * @param rows that it returned or changed
     * @param indexUsed whether the plan uses the index that is proven
     * @param plan EXPLAIN (ANALYZE, BUFFERS) as JSON
     */
    public record Measured(long blocks, double medianMs, int runs, double rows, boolean indexUsed, String plan) {}

    /**
     * What an insert costs more.
     *
     * @param rows of one batch; {@code batches} of them with the index and as many without
     * @param percent by which the median batch takes longer; 0 when it does not
     */
    public record InsertCost(
            int rows, int batches, double withMs, double withoutMs, double percent, double microsPerRow) {}
}
