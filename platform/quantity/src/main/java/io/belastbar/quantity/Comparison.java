package io.belastbar.quantity;

import java.util.Optional;
import java.util.stream.Stream;

/** How a measurement must stand to its limit. */
public enum Comparison {
    AT_MOST("≤", "<="),
    BELOW("<", "<"),
    AT_LEAST("≥", ">="),
    ABOVE(">", ">");

    private final String sign;
    private final String ascii;

    Comparison(String sign, String ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    /** The sign at the start of a text; longer signs win. */
    static Optional<Comparison> leading(String text) {
        return Stream.of(AT_MOST, AT_LEAST, BELOW, ABOVE)
                .filter(comparison -> text.startsWith(comparison.sign) || text.startsWith(comparison.ascii))
                .findFirst();
    }

    /** How many characters of {@code text} the sign takes. */
    int length(String text) {
        return text.startsWith(ascii) ? ascii.length() : sign.length();
    }

    public String sign() {
        return sign;
    }

    /** Whether smaller is better. */
    public boolean limitsFromAbove() {
        return this == AT_MOST || this == BELOW;
    }

    boolean holds(double observed, double limit) {
        return switch (this) {
            case AT_MOST -> observed <= limit;
            case BELOW -> observed < limit;
            case AT_LEAST -> observed >= limit;
            case ABOVE -> observed > limit;
        };
    }
}
