package io.belastbar.quantity;

import java.math.BigDecimal;

/**
 * A share of a whole: {@code 0.1%}, {@code 5 ‰}, {@code 0.001}.
 *
 * @param fraction 0 to 1
 */
public record Ratio(double fraction) implements Quantity {

    private static final String RULE = "a share is a percentage between 0% and 100%, as in 0.1%";

    public Ratio {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new InvalidQuantity("a share is between 0 and 1", String.valueOf(fraction));
        }
    }

    /** Reads a percentage, a per mille, or a bare fraction of one; decimal all the way, so that 0.1% is 1 of 1000. */
    public static Ratio parse(CharSequence text) {
        var read = NumberWithUnit.parse(text, RULE);
        var fraction =
                switch (read.unit()) {
                    case "%" -> read.number().movePointLeft(2);
                    case "‰" -> read.number().movePointLeft(3);
                    case "" -> read.number();
                    default -> throw new InvalidQuantity(RULE, text.toString());
                };
        if (fraction.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidQuantity(RULE, text.toString());
        }
        return new Ratio(fraction.doubleValue());
    }

    @Override
    public double magnitude() {
        return fraction;
    }

    @Override
    public String text() {
        return NumberWithUnit.plain(BigDecimal.valueOf(fraction).movePointRight(2)) + "%";
    }
}
