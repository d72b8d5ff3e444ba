package io.belastbar.load.threshold;

/** How a measurement must stand to its limit. */
public enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">"),
    EQUAL("==");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** Whether smaller is better. */
    public boolean limitsFromAbove() {
        return this == AT_MOST || this == BELOW;
    }

    /** Whether larger is better. */
    public boolean limitsFromBelow() {
        return this == AT_LEAST || this == ABOVE;
    }

    public boolean holds(double observed, double limit) {
        return switch (this) {
            case AT_MOST -> observed <= limit;
            case AT_LEAST -> observed >= limit;
            case BELOW -> observed < limit;
            case ABOVE -> observed > limit;
            case EQUAL -> observed == limit;
        };
    }

    /** How far inside the limit, in the limit's unit; negative: outside. */
    public double margin(double observed, double limit) {
        return switch (this) {
            case AT_MOST, BELOW -> limit - observed;
            case AT_LEAST, ABOVE -> observed - limit;
            case EQUAL -> -Math.abs(observed - limit);
        };
    }

    /** The same condition seen from the other end of a scale, as a success rate is of an error rate. */
    Comparison mirrored() {
        return switch (this) {
            case AT_MOST -> AT_LEAST;
            case AT_LEAST -> AT_MOST;
            case BELOW -> ABOVE;
            case ABOVE -> BELOW;
            case EQUAL -> EQUAL;
        };
    }
}
