package io.belastbar.quantity;

import java.util.function.Function;

/**
 * A quantity and the side on which a measurement must stay: {@code ≤ 500 ms}, {@code < 0.1%}, {@code ≥ 1000 req/s}.
 *
 * <p>Without a sign a limit includes its value: {@code 100ms} is kept by exactly 100 ms.
 */
public record Limit<Q extends Quantity>(Comparison comparison, Q value) {

    /** Reads a limit from above: {@code 100ms}, {@code < 100ms}, {@code <= 100ms}. Zero is refused: nothing keeps it. */
    public static <Q extends Quantity> Limit<Q> fromAbove(String text, Function<String, Q> quantity) {
        var limit = read(text, Comparison.AT_MOST, quantity);
        if (!limit.comparison.limitsFromAbove()) {
            throw new InvalidQuantity(
                    "this objective is kept by staying below: write it with <, <= or without a sign", text);
        }
        if (limit.comparison == Comparison.BELOW && limit.value.magnitude() == 0) {
            throw new InvalidQuantity("nothing is below zero", text);
        }
        return limit;
    }

    /** Reads a limit from below: {@code 1000 req/sec}, {@code >= 1000 req/sec}. */
    public static <Q extends Quantity> Limit<Q> fromBelow(String text, Function<String, Q> quantity) {
        var limit = read(text, Comparison.AT_LEAST, quantity);
        if (limit.comparison.limitsFromAbove()) {
            throw new InvalidQuantity(
                    "this objective is kept by reaching it: write it with >, >= or without a sign", text);
        }
        return limit;
    }

    private static <Q extends Quantity> Limit<Q> read(String text, Comparison unsigned, Function<String, Q> quantity) {
        var stripped = text.strip();
        var sign = Comparison.leading(stripped);
        var amount = sign.map(found -> found.behind(stripped)).orElse(stripped);
        return new Limit<>(sign.orElse(unsigned), quantity.apply(amount));
    }

    /** Whether a measurement, in the quantity's base unit, keeps this limit. */
    public boolean keptBy(double observed) {
        return comparison.holds(observed, value.magnitude());
    }

    /** How far inside the limit, in percent of the limit; negative outside. NaN for a limit of zero. */
    public double headroomPercent(double observed) {
        var limit = value.magnitude();
        return limit == 0 ? Double.NaN : 100 * comparison.margin(observed, limit) / limit;
    }

    /** As a sentence part, with unit. */
    public String text() {
        return comparison.sign() + " " + value.text();
    }
}
