package io.belastbar.capacity.limit.unit;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A number with its unit as a plan writes it: {@code 250 GB}, {@code 150ms}, {@code 25%}, {@code 75}.
 *
 * @param unit as written; {@link Units#PERCENT} of a share, {@link Units#COUNT} of a bare number
 */
public record Amount(double value, String unit) {

    private static final String RULE =
            "must be a number, alone or with one of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB, ns, us,"
                    + " ms, s, min, h, %, req/s, MB/s, or a currency such as EUR; zero or more, as in 250 GB, 150ms, 25%, 75";
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,40})?)\\s?(\\D{0,20})");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}|€|\\$|£");
    private static final String BYTES = "(?i)[kmgt]?i?b";
    private static final String TIMES = "(?i)ns|us|µs|μs|ms|s|sec|seconds|min|h";

    /**
     * Reads an amount.
     *
     * @throws InvalidQuantity with the rule that it breaks
     */
    public static Amount parse(String text) {
        var match = SHAPE.matcher(text.strip());
        if (text.length() > 64 || !match.matches()) {
            throw new InvalidQuantity(RULE, text.length() > 64 ? text.substring(0, 64) + "…" : text);
        }
        double value = Double.parseDouble(match.group(1));
        String unit = match.group(2).strip();
        if (unit.isEmpty()) {
            return new Amount(Count.parse(text).value(), Units.COUNT);
        }
        if (unit.equals("%")) {
            return new Amount(Ratio.parse(text).fraction() * 100, Units.PERCENT);
        }
        if (unit.matches(BYTES)) {
            return new Amount(
                    Bytes.parse(text).count() / Units.convert(1, unit, "B").orElseThrow(), unit);
        }
        if (unit.matches(TIMES)) {
            TimeSpan.parse(text);
            return new Amount(value, unit.toLowerCase(Locale.ROOT));
        }
        if (unit.equalsIgnoreCase("MB/s") || unit.equalsIgnoreCase("B/s")) {
            return new Amount(value, unit);
        }
        if (CURRENCY.matcher(unit).matches()) {
            return new Amount(value, currency(unit));
        }
        return rate(text);
    }

    /** The value in another unit; empty if that measures something else. */
    public OptionalDouble in(String other) {
        return Units.convert(value, unit, other);
    }

    private static Amount rate(String text) {
        try {
            return new Amount(Rate.parse(text).perSecond(), "req/s");
        } catch (InvalidQuantity noRate) {
            throw new InvalidQuantity(RULE, text);
        }
    }

    private static String currency(String written) {
        return switch (written) {
            case "€" -> "EUR";
            case "$" -> "USD";
            case "£" -> "GBP";
            default -> written;
        };
    }
}
