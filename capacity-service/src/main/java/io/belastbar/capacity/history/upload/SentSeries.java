package io.belastbar.capacity.history.upload;

import java.util.function.BiFunction;

/**
 * A series as it was sent.
 *
 * @param metric never null
 * @param unit null if nobody said
 * @param kind null if nobody said
 * @param zone null if nobody said
 * @param pointers where a value stands: its place and the name of its field
 */
record SentSeries(
        SentField metric,
        SentField unit,
        SentField kind,
        SentField zone,
        SentPoints points,
        BiFunction<Integer, String, String> pointers) {

    /** Adds a fault at the time or the value of a point. */
    void fault(Faults faults, int index, String field, String rule, String received) {
        faults.add(pointers.apply(index, field), points.line(index), points.column(index), rule, received);
    }
}
