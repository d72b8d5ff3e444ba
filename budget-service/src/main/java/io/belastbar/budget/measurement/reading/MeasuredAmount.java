package io.belastbar.budget.measurement.reading;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.quantity.InvalidQuantity;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a measured value: a text with its unit ({@code 480ms}), or a number and a unit beside it. Numbers may have an
 * exponent, as programs write them; units are those of budgets, and the names in which answers give theirs.
 */
public final class MeasuredAmount {

    private static final Pattern EXPONENT = Pattern.compile("(\\d{1,20}(?:\\.\\d{1,40})?)[eE][+-]?\\d{1,3}");
    private static final int EXPONENT_MAX = 30;

    private MeasuredAmount() {}

    /**
     * The value in the dimension's unit.
     *
     * @param unit empty if the text has it
     * @throws InvalidQuantity if it is none
     */
    public static double parse(String text, String unit, Dimension dimension) {
        var amount = plain(text.strip());
        var spelled = unit.isBlank() ? "" : spelling(unit.strip());
        return dimension.value(dimension.parse(spelled.isEmpty() ? amount : amount + " " + spelled));
    }

    /**
     * What one of a unit is in the dimension's unit.
     *
     * @throws InvalidQuantity if the dimension does not know the unit
     */
    public static double factor(String unit, Dimension dimension) {
        return parse("1", unit, dimension);
    }

    private static String plain(String text) {
        if (!EXPONENT.matcher(text).matches()) {
            return text;
        }
        var number = new BigDecimal(text);
        if (Math.abs(number.precision() - number.scale()) > EXPONENT_MAX || number.scale() > EXPONENT_MAX) {
            throw new InvalidQuantity("a value has at most " + EXPONENT_MAX + " digits", text);
        }
        return number.toPlainString();
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
