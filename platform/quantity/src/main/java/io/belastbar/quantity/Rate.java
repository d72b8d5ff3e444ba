package io.belastbar.quantity;

import java.math.BigDecimal;
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
        return new Rate(read.number().doubleValue() / secondsPerUnit);
    }

    @Override
    public double magnitude() {
        return perSecond;
    }

    @Override
    public String text() {
        return NumberWithUnit.plain(BigDecimal.valueOf(perSecond)) + " req/s";
    }
}
