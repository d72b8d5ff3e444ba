package io.belastbar.quantity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one reader of {@code 100ms}, {@code 1000 req/sec}, {@code 0.1%}, {@code 1m30s}: plain decimal digits with a point,
 * then a unit.
 *
 * <p>No sign, no exponent and a bounded number of digits: {@code 1e999999999} is refused instead of expanded.
 */
record NumberWithUnit(BigDecimal number, String unit) {

    private static final int TEXT_LENGTH_MAX = 64;
    private static final String NUMBER = "(\\d{1,15}(?:\\.\\d{1,40})?)";
    private static final Pattern SHAPE = Pattern.compile(NUMBER + "\\s?(\\D{0,20})");
    private static final Pattern PART = Pattern.compile("\\G" + NUMBER + "\\s?([^\\d\\s]{1,20})\\s*");

    /** Reads a number and its unit in lower case; throws {@link InvalidQuantity} naming {@code expected}. */
    static NumberWithUnit parse(CharSequence text, String expected) {
        var match = SHAPE.matcher(bounded(text, expected));
        if (!match.matches()) {
            throw new InvalidQuantity(expected, text.toString());
        }
        return new NumberWithUnit(
                new BigDecimal(match.group(1)), match.group(2).strip().toLowerCase(Locale.ROOT));
    }

    /** Reads one or more numbers with units, as in {@code 1m30s}, units as they are written. */
    static List<NumberWithUnit> parts(CharSequence text, String expected) {
        var whole = bounded(text, expected);
        var parts = new ArrayList<NumberWithUnit>();
        var match = PART.matcher(whole);
        var end = 0;
        while (match.find()) {
            parts.add(new NumberWithUnit(new BigDecimal(match.group(1)), match.group(2)));
            end = match.end();
        }
        if (parts.isEmpty() || end < whole.length()) {
            throw new InvalidQuantity(expected, text.toString());
        }
        return parts;
    }

    private static String bounded(CharSequence text, String expected) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new InvalidQuantity(expected, text.subSequence(0, TEXT_LENGTH_MAX) + "…");
        }
        return text.toString().strip();
    }

    /** A decimal without exponent and without trailing zeros. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
