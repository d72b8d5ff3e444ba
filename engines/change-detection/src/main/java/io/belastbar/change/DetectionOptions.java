package io.belastbar.change;

/**
 * How sure a change point must be.
 *
 * @param penaltyFactor of the segmentation, times ln n: {@link #REPORTED} or {@link #CERTAIN}
 * @param segmentMin fewest values of a segment, 2 or more
 * @param significance largest p-value of the Mann-Whitney test that confirms a cut
 * @param effectMin smallest shift that matters, as a share of the median before: 0.01 is one percent
 */
public record DetectionOptions(double penaltyFactor, int segmentMin, double significance, double effectMin) {

    /**
     * The penalty factor at which a change is worth a look: in random orders of 200 values, one false point in 6,500
     * values. Of values that depend on each other docs/adr/0034 tells. See docs/adr/0009.
     */
    public static final double REPORTED = 2;

    /**
     * The penalty factor at which a change is certain: one false point in more than 50,000 values. Only such points
     * may stay in a series that grows.
     */
    public static final double CERTAIN = 3;

    public static final DetectionOptions DEFAULT = new DetectionOptions(REPORTED, 3, 0.01, 0.01);

    public DetectionOptions {
        require(penaltyFactor > 0, "the penalty factor is above 0", penaltyFactor);
        require(segmentMin >= 2, "a segment has at least 2 values", segmentMin);
        require(significance > 0 && significance <= 1, "a significance is between 0 and 1", significance);
        require(effectMin >= 0, "an effect is 0 or more", effectMin);
    }

    public DetectionOptions withPenaltyFactor(double factor) {
        return new DetectionOptions(factor, segmentMin, significance, effectMin);
    }

    private static void require(boolean kept, String rule, double received) {
        if (!kept) {
            throw new IllegalArgumentException(rule + ": was " + received);
        }
    }
}
