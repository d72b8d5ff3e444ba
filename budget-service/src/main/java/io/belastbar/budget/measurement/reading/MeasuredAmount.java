package io.belastbar.budget.measurement.reading;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.quantity.InvalidQuantity;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads a measured value: a text with its unit ({@code 480ms}), or a number and a unit beside it. Units are those of
 * budgets, and the names in which answers give theirs. What a budget could say is read as a budget reads it, so that a value
 * is on its limit exactly when it is written so. Anything else that programs print is a number times its unit, as near as a
 * double comes: fractions of a nanosecond or of a byte, exponents. Only limits are exact.
 */
public final class MeasuredAmount {

    /** A double that is written out has at most 309 digits before the point, and the smallest begin after 323 zeros. */
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:\\d{1,400}(?:\\.\\d{0,800})?|\\.\\d{1,800})(?:[eE][+-]?\\d{1,4})?)\\s*(.*)");

    /** The sum of the squares of ten thousand such values is still a number. */
    private static final double VALUE_MAX = 1e100;

    private static final int PLAIN_DIGITS_MAX = 30;

    /** What rounding can make of a share of one. */
    private static final double ROUNDING = 1e-6;

    private MeasuredAmount() {}

    /**
     * The value in the dimension's unit.
     *
     * @param unit empty if the text has it
     * @throws InvalidQuantity if it is none
     */
    public static double parse(String text, String unit, Dimension dimension) {
        var spelled = unit.isBlank() ? "" : " " + spelling(unit.strip());
        var amount = text.strip() + spelled;
        try {
            return dimension.value(dimension.parse(plain(amount)));
        } catch (InvalidQuantity inexact) {
            return number(amount, dimension).orElseThrow(() -> inexact);
        }
    }

    /**
     * What one of a unit is in the dimension's unit.
     *
     * @throws InvalidQuantity if the dimension does not know the unit
     */
    public static double factor(String unit, Dimension dimension) {
        return parse("1", unit, dimension);
    }

    /**
     * A value that was worked out, as something that can have been measured: a share that only rounding puts above one, or
     * below zero, is one, or zero. Empty for what is no amount of this dimension.
     */
    public static OptionalDouble possible(double value, Dimension dimension) {
        var most = dimension == Dimension.RATIO ? 1 : VALUE_MAX;
        var least = dimension == Dimension.RATIO ? -ROUNDING : 0;
        return value >= least && value <= most * (1 + ROUNDING)
                ? OptionalDouble.of(Math.clamp(value, 0.0, most))
                : OptionalDouble.empty();
    }

    /** Without an exponent, unless that would take a great many zeros. */
    private static String plain(String amount) {
        var read = NUMBER.matcher(amount);
        if (!read.matches() || !read.group(1).matches(".*[eE].*")) {
            return amount;
        }
        var number = new BigDecimal(read.group(1));
        var zeros = Math.max(Math.abs(number.scale()), Math.abs(number.precision() - number.scale()));
        return zeros > PLAIN_DIGITS_MAX ? amount : number.toPlainString() + " " + read.group(2);
    }

    /** Empty if it is not even a number. */
    private static Optional<Double> number(String amount, Dimension dimension) {
        var read = NUMBER.matcher(amount);
        if (!read.matches()) {
            return Optional.empty();
        }
        var one = dimension.value(dimension.parse(("1 " + read.group(2)).strip()));
        var value =
                new BigDecimal(read.group(1)).multiply(BigDecimal.valueOf(one)).doubleValue();
        var possible = possible(value, dimension);
        if (possible.isEmpty()) {
            throw new InvalidQuantity(
                    dimension == Dimension.RATIO
                            ? "a measured share is between 0 and 1, or 0% and 100%"
                            : "a measured value is zero or more and below 1e100 " + dimension.unit(),
                    amount);
        }
        return Optional.of(possible.getAsDouble());
    }

    private static String spelling(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "1/s" -> "req/s";
            case "ratio", "count" -> "";
            case "percent" -> "%";
            case "seconds" -> "s";
            case "milliseconds" -> "ms";
            case "bytes" -> "B";
            default -> unit;
        };
    }
}
