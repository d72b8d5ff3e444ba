package io.belastbar.capacity.history.upload;

import io.belastbar.document.TooLarge;
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

    /** Of one request. */
    static final int SERIES_MAX = 500;

    /**
     * Refuses what is more than a request may have.
     *
     * @throws TooLarge with the limit
     */
    static void requireRoom(int series) {
        if (series > SERIES_MAX) {
            throw new TooLarge("a request has at most " + SERIES_MAX + " series; send the others in further requests."
                    + " Nothing was stored.");
        }
    }

    /** Adds a fault at the time or the value of a point. */
    void fault(Faults faults, int index, String field, String rule, String received) {
        faults.add(pointers.apply(index, field), points.line(index), points.column(index), rule, received);
    }
}
