package io.belastbar.budget.quantity;

import java.math.BigDecimal;

/**
 * Events per time, zero or more: {@code 1000 req/sec}, {@code 90 req/min}.
 *
 * @param perSecond requests a second
 */
public record Rate(double perSecond) implements Quantity {

    private static final String RULE =
            "a rate is a number and one of req/sec, req/s, req/min, req/h, as in 1000 req/sec";

    public Rate {
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            throw new InvalidQuantity("a rate is zero or more", perSecond + " req/s");
        }
    }

    /** Reads a rate; a bare number is refused because it does not say per what. */
    public static Rate parse(CharSequence text) {
        var read = NumberWithUnit.parse(text, RULE);
        var secondsPerUnit =
                switch (read.unit()) {
                    case "req/sec", "req/s", "requests/sec", "requests/s", "rps" -> 1;
                    case "req/min", "requests/min" -> 60;
                    case "req/h", "requests/h" -> 3_600;
                    default -> throw new InvalidQuantity(RULE, text.toString());
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
