package io.belastbar.profiling.index.catalogue;

import java.time.Instant;

/**
 * What was counted since statistics began; of a partitioned index the sums of its parts.
 *
 * @param scans of this index, on this server
 * @param lastScan null if it is not known, or never
 * @param bytes its size
 * @param rows as estimated, those of the index
 * @param age of its catalogue row, in transaction numbers: it is no younger than so many transactions that wrote
 */
public record IndexUse(long scans, Instant lastScan, long bytes, double rows, long age) {
    IndexUse plus(IndexUse part) {
        Instant later =
                lastScan == null || part.lastScan != null && part.lastScan.isAfter(lastScan) ? part.lastScan : lastScan;
        // A part that was attached later is younger; what counts is since when the first one could be read.
        return new IndexUse(
                scans + part.scans, later, bytes + part.bytes, rows + Math.max(0, part.rows), Math.max(age, part.age));
    }
}
