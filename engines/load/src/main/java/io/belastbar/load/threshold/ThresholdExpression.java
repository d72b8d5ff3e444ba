package io.belastbar.load.threshold;

import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions as k6 writes them, several joined by {@code &&}: {@code p(95)<500}, {@code p(99.9)<=1.5s},
 * {@code avg<200}, {@code med}, {@code min}, {@code max<2000}, {@code rate<0.1%} (failed requests), {@code count>1000},
 * {@code throughput>100/s} (requests that succeeded). Times without a unit are milliseconds.
 *
 * <p>See "Thresholds" in k6's documentation for the grammar that this one extends by units.
 */
public final class ThresholdExpression {

    /** Longest text that is looked at. */
    static final int LENGTH_MAX = 200;

    private static final int CONDITIONS_MAX = 10;
    private static final int DIGITS_MAX = 15;
    /** More than the smallest limit of a budget has once it is a share of one, or a rate by the second. */
    private static final int DECIMALS_MAX = 60;

    private static final int NANOS_IN_MILLIS = 6;
    private static final String SHAPE = "a threshold should be a measure, a comparison and a limit, such as p(95)<500";
    private static final Pattern CONDITION =
            Pattern.compile("(?<measure>[A-Za-z]+)\\s*(?:\\(\\s*(?<percent>[0-9.]+)\\s*\\))?\\s*"
                    + "(?<sign><=|>=|===|==|!=|<|>|≤|≥)\\s*(?<number>[0-9.]+)\\s*"
                    + "(?<unit>[^\\s0-9.][^0-9]*(?:[0-9.]+\\s*[A-Za-zµ]+\\s*)*)?");
    private static final Pattern NUMBER = Pattern.compile(
            "\\d{1," + DIGITS_MAX + "}(?:\\.\\d{1," + DECIMALS_MAX + "})?|\\.\\d{1," + DECIMALS_MAX + "}");

    private ThresholdExpression() {}

    /**
     * The conditions, all of which must hold.
     *
     * @throws InvalidThreshold with the rule and the value received
     */
    public static List<Condition> parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new InvalidThreshold(
                    "a threshold should have at most " + LENGTH_MAX + " characters", text.length() + " characters");
        }
        if (text.contains("||")) {
            throw new InvalidThreshold("conditions should be joined by &&", "||");
        }
        String[] parts = text.split("&&", -1);
        if (parts.length > CONDITIONS_MAX) {
            throw new InvalidThreshold(
                    "a threshold should have at most " + CONDITIONS_MAX + " conditions", parts.length + " conditions");
        }
        List<Condition> conditions = new ArrayList<>();
        for (String part : parts) {
            conditions.add(condition(part.strip()));
        }
        return conditions;
    }

    private static Condition condition(String text) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidThreshold(SHAPE, text);
        }
        Measure measure = measure(matcher.group("measure"), matcher.group("percent"));
        Comparison comparison = comparison(matcher.group("sign"));
        BigDecimal number = number(matcher.group("number"));
        String unit = matcher.group("unit") == null ? "" : matcher.group("unit").strip();
        return new Condition(measure, comparison, limit(measure, number, unit));
    }

    private static Measure measure(String name, String percent) {
        if (name.equals("p")) {
            if (percent == null) {
                throw new InvalidThreshold("a percentile should say which one, such as p(95)", name);
            }
            return new Measure.Percentile(number(percent));
        }
        if (percent != null) {
            throw new InvalidThreshold("only p takes a number in parentheses", name + "(" + percent + ")");
        }
        return switch (name) {
            case "med" -> new Measure.Percentile(BigDecimal.valueOf(50));
            case "avg", "mean" -> Measure.Extent.MEAN;
            case "min" -> Measure.Extent.MIN;
            case "max" -> Measure.Extent.MAX;
            case "rate" -> Measure.Tally.ERROR_RATE;
            case "count" -> Measure.Tally.COUNT;
            case "throughput" -> Measure.Tally.THROUGHPUT;
            default ->
                throw new InvalidThreshold(
                        "a measure should be p(…), avg, med, min, max, rate, count or throughput", name);
        };
    }

    private static Comparison comparison(String sign) {
        return sign.startsWith("==")
                ? Comparison.EQUAL
                : Comparison.leading(sign)
                        .orElseThrow(() -> new InvalidThreshold("a comparison should be <, <=, >, >= or ==", sign));
    }

    private static BigDecimal number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidThreshold(
                    "a number should be decimal, with at most " + DIGITS_MAX + " digits before the point and "
                            + DECIMALS_MAX + " behind it",
                    text);
        }
        return new BigDecimal(text);
    }

    private static BigDecimal limit(Measure measure, BigDecimal number, String unit) {
        String digits = number.toPlainString();
        try {
            return switch (measure) {
                case Measure.Tally.ERROR_RATE ->
                    BigDecimal.valueOf(share(number, unit).fraction());
                case Measure.Tally.THROUGHPUT ->
                    BigDecimal.valueOf(rate(number, unit).perSecond());
                case Measure.Tally.COUNT -> BigDecimal.valueOf(new BigDecimal(digits + unit).longValueExact());
                default ->
                    BigDecimal.valueOf(
                            TimeSpan.parse(digits + (unit.isEmpty() ? "ms" : unit))
                                    .nanos(),
                            NANOS_IN_MILLIS);
            };
        } catch (ArithmeticException | NumberFormatException | InvalidQuantity wrong) {
            throw new InvalidThreshold(rule(measure), digits + unit);
        }
    }

    /** The base unit is read here, since it may have more digits than a person writes. */
    private static Ratio share(BigDecimal number, String unit) {
        return unit.isEmpty() ? new Ratio(number.doubleValue()) : Ratio.parse(number.toPlainString() + unit);
    }

    private static Rate rate(BigDecimal number, String unit) {
        return unit.isEmpty() || unit.equals("/s")
                ? new Rate(number.doubleValue())
                : Rate.parse(number.toPlainString() + unit);
    }

    private static String rule(Measure measure) {
        return switch (measure) {
            case Measure.Tally.ERROR_RATE -> "an error rate should be from 0 to 1, such as 0.001 or 0.1%";
            case Measure.Tally.THROUGHPUT -> "throughput should be per /s, /min or /h";
            case Measure.Tally.COUNT -> "a count should be a whole number without unit";
            default -> "a time should be in ms (the default), us, s or min";
        };
    }
}
