package io.belastbar.plans;

/**
 * What {@code BUFFERS} counted, in blocks (8,192 bytes unless the server was built otherwise), of all loops and all
 * processes together: PostgreSQL does not average these. All 0 without {@code BUFFERS}.
 *
 * @param sharedHit found in PostgreSQL's own memory
 * @param sharedRead fetched from the operating system, from its memory or from disk
 * @param localHit of temporary tables
 * @param tempRead read back from files of sorts, hashes and materialised rows
 * @param tempWritten written to such files
 * @param readMs waited for reading; summed over parallel processes; 0 without {@code track_io_timing}
 * @param writeMs waited for writing, likewise
 */
public record Blocks(
        double sharedHit,
        double sharedRead,
        double sharedDirtied,
        double sharedWritten,
        double localHit,
        double localRead,
        double localDirtied,
        double localWritten,
        double tempRead,
        double tempWritten,
        double readMs,
        double writeMs) {

    /** Blocks that were looked at, wherever they came from: the measure of work that a warm cache does not hide. */
    public double touched() {
        return sharedHit + sharedRead + localHit + localRead;
    }

    /** The share of {@link #touched()} that was in PostgreSQL's memory, 0 to 1; 1 if nothing was touched. */
    public double hitRatio() {
        return touched() == 0 ? 1 : (sharedHit + localHit) / touched();
    }
}
