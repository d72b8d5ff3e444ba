package io.belastbar.quantity;

import java.util.Optional;
import java.util.stream.Stream;

/** How a measurement must stand to its limit. */
public enum Comparison {
    AT_MOST("≤", "<="),
    AT_LEAST("≥", ">="),
    BELOW("<", "<"),
    ABOVE(">", ">"),
    EQUAL("=", "==");

    private final String sign;
    private final String ascii;

    Comparison(String sign, String ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    /** The sign at the start of a text; longer signs win. Equality is none of them: no measurement keeps it. */
    public static Optional<Comparison> leading(String text) {
        return Stream.of(AT_MOST, AT_LEAST, BELOW, ABOVE)
                .filter(comparison -> text.startsWith(comparison.sign) || text.startsWith(comparison.ascii))
                .findFirst();
    }

    /** What stands behind the sign at the start of {@code text}. */
    public String behind(String text) {
        return text.substring((text.startsWith(ascii) ? ascii : sign).length()).strip();
    }

    public String sign() {
        return sign;
    }

    /** The sign as programs write it. */
    public String ascii() {
        return ascii;
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
    public Comparison mirrored() {
        return switch (this) {
            case AT_MOST -> AT_LEAST;
            case AT_LEAST -> AT_MOST;
            case BELOW -> ABOVE;
            case ABOVE -> BELOW;
            case EQUAL -> EQUAL;
        };
    }
}
