package io.belastbar.capacity.history.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What became of the values of a batch.
 *
 * @param stored that are new
 * @param replaced that took another one's place
 * @param known that were there already
 * @param late of those stored, that are older than what was there
 * @param resets how often the counter reads less than before, at a value of the batch or at the one that follows it
 */
public record Stored(String metric, int points, int stored, int replaced, int known, int late, int resets) {

    /** Whether anything changed. */
    @JsonIgnore
    public boolean isChange() {
        return stored + replaced > 0;
    }

    public static Stored nothing(String metric) {
        return new Stored(metric, 0, 0, 0, 0, 0, 0);
    }

    /** Of two parts of a batch. */
    public Stored and(Stored other) {
        return new Stored(
                metric,
                points + other.points,
                stored + other.stored,
                replaced + other.replaced,
                known + other.known,
                late + other.late,
                resets + other.resets);
    }

    public Stored withResets(int found) {
        return new Stored(metric, points, stored, replaced, known, late, found);
    }
}
