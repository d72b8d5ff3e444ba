package io.belastbar.capacity.history.store;

/**
 * What became of the values of a batch.
 *
 * @param stored that are new
 * @param replaced that took another one's place
 * @param known that were there already
 * @param late of those stored, that are older than what was there
 * @param resets how often the counter read less than before, within the batch
 */
public record Stored(String metric, int points, int stored, int replaced, int known, int late, int resets) {

    /** Whether anything changed. */
    public boolean isChange() {
        return stored + replaced > 0;
    }
}
