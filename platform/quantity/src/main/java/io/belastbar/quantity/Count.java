package io.belastbar.quantity;

import java.math.BigDecimal;

/**
 * A number of things, zero or more: {@code 25}, as connections or users. Fractions are means.
 *
 * @param value how many
 */
public record Count(double value) implements Quantity {

    private static final String RULE = "a count is a plain number, as in 25";

    public Count {
        if (!Double.isFinite(value) || value < 0) {
            throw new InvalidQuantity("a count is zero or more", String.valueOf(value));
        }
    }

    /** Reads a bare number. */
    public static Count parse(CharSequence text) {
        var read = NumberWithUnit.parse(text, RULE);
        if (!read.unit().isEmpty()) {
            throw new InvalidQuantity(RULE, text.toString());
        }
        return new Count(read.number().doubleValue());
    }

    @Override
    public double magnitude() {
        return value;
    }

    @Override
    public String text() {
        return NumberWithUnit.plain(BigDecimal.valueOf(value));
    }
}
