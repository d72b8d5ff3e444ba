package io.belastbar.budget.objective;

import java.util.List;

/**
 * How much a promise counts, and where.
 *
 * @param required whether a run that does not show it fails, although nothing was broken
 * @param informational whether it is only shown: it raises nothing and no verdict counts it
 * @param weight in the score, {@link #WEIGHT_MIN} to {@link #WEIGHT_MAX}; {@link #UNWEIGHTED} where nobody gave one
 * @param testbeds where it holds; empty for all
 */
public record Terms(boolean required, boolean informational, int weight, List<String> testbeds) {

    /** Nobody gave a weight. */
    public static final int UNWEIGHTED = 0;

    public static final int WEIGHT_MIN = 1;
    public static final int WEIGHT_MAX = 1_000;

    /** What holds where a document says nothing. */
    public static final Terms NONE = new Terms(false, false, UNWEIGHTED, List.of());

    public Terms {
        if (required && informational) {
            throw new IllegalArgumentException("what is only shown cannot be required");
        }
        if (informational && weight != UNWEIGHTED) {
            throw new IllegalArgumentException("what is only shown has no weight: was " + weight);
        }
        if (weight != UNWEIGHTED && (weight < WEIGHT_MIN || weight > WEIGHT_MAX)) {
            throw new IllegalArgumentException(
                    "a weight is between " + WEIGHT_MIN + " and " + WEIGHT_MAX + ": was " + weight);
        }
        testbeds = testbeds == null ? List.of() : List.copyOf(testbeds);
    }

    /** Whether verdicts, findings, alerts and gates count it. */
    public boolean counts() {
        return !informational;
    }

    /** Whether it holds on a testbed. */
    public boolean holdOn(String testbed) {
        return testbeds.isEmpty() || testbeds.contains(testbed);
    }

    /** Its weight in the score beside others that have one. */
    public int weightOrDefault() {
        return weight == UNWEIGHTED ? WEIGHT_MIN : weight;
    }
}
