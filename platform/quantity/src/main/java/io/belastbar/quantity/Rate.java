package io.belastbar.quantity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Events per time, zero or more: {@code 1000 req/sec}, {@code 90 req/min}, {@code 100/s}.
 *
 * @param perSecond requests a second
 */
public record Rate(double perSecond) implements Quantity {

    private static final String RULE =
            "a rate is a number and one of req/sec, req/s, req/min, req/h, as in 1000 req/sec or 100/s; or events, calls,"
                    + " orders, tasks, messages, queries, tx instead of req";
    private static final int SHORT_DECIMALS = 3;
    private static final MathContext AS_WRITTEN = new MathContext(15, RoundingMode.HALF_UP);
    private static final Pattern UNIT =
            Pattern.compile("(?:req|requests?|events?|calls?|orders?|tasks?|messages?|queries|tx|transactions?)?"
                    + "\\s*(?:/|per )\\s*(s|sec|second|m|min|minute|h|hour)|(rps|qps|tps)");

    public Rate {
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            throw new InvalidQuantity("a rate is zero or more", perSecond + " req/s");
        }
    }

    /** Reads a rate; a bare number is refused because it does not say per what. */
    public static Rate parse(CharSequence text) {
        var read = NumberWithUnit.parse(text, RULE);
        var unit = UNIT.matcher(read.unit());
        if (!unit.matches()) {
            throw new InvalidQuantity(RULE, text.toString());
        }
        var secondsPerUnit =
                switch (unit.group(2) == null ? unit.group(1).charAt(0) : 's') {
                    case 'm' -> 60;
                    case 'h' -> 3_600;
                    default -> 1;
                };
        return new Rate(perSecond(read.number(), secondsPerUnit));
    }

    /** Divided as decimals, so that each double is read from the number that is nearest to it. */
    static double perSecond(BigDecimal number, long seconds) {
        return number.divide(BigDecimal.valueOf(seconds), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public double magnitude() {
        return perSecond;
    }

    /** What was promised by the minute or hour is an endless fraction by the second: then as it was promised. */
    @Override
    public String text() {
        for (var unit : TextUnit.values()) {
            var number = BigDecimal.valueOf(perSecond)
                    .multiply(BigDecimal.valueOf(unit.seconds))
                    .round(AS_WRITTEN);
            boolean readable = number.precision() - number.scale() <= AS_WRITTEN.getPrecision();
            if (readable
                    && number.stripTrailingZeros().scale() <= SHORT_DECIMALS
                    && perSecond(number, unit.seconds) == perSecond) {
                return NumberWithUnit.plain(number) + unit.suffix;
            }
        }
        return NumberWithUnit.plain(BigDecimal.valueOf(perSecond)) + TextUnit.SECOND.suffix;
    }

    private enum TextUnit {
        SECOND(" req/s", 1),
        MINUTE(" req/min", 60),
        HOUR(" req/h", 3_600);

        private final String suffix;
        private final int seconds;

        TextUnit(String suffix, int seconds) {
            this.suffix = suffix;
            this.seconds = seconds;
        }
    }
}
