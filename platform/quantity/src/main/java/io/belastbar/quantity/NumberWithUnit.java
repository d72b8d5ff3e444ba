package io.belastbar.quantity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one reader of {@code 100ms}, {@code 1000 req/sec}, {@code 0.1%}: plain decimal digits with a point, then a unit.
 *
 * <p>No sign, no exponent and a bounded number of digits: {@code 1e999999999} is refused instead of expanded.
 */
record NumberWithUnit(BigDecimal number, String unit) {

    private static final int TEXT_LENGTH_MAX = 64;
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,40})?)\\s?(\\D{0,20})");

    /** Reads a number and its unit in lower case; throws {@link InvalidQuantity} naming {@code expected}. */
    static NumberWithUnit parse(CharSequence text, String expected) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new InvalidQuantity(expected, text.subSequence(0, TEXT_LENGTH_MAX) + "…");
        }
        var match = SHAPE.matcher(text.toString().strip());
        if (!match.matches()) {
            throw new InvalidQuantity(expected, text.toString());
        }
        return new NumberWithUnit(
                new BigDecimal(match.group(1)), match.group(2).strip().toLowerCase(Locale.ROOT));
    }

    /** A decimal without exponent and without trailing zeros. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
