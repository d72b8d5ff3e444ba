package io.belastbar.budget.format;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A limit as people write it: {@code P95 < 500ms}, {@code <200ms P95}, {@code > 80%}, {@code ~30 Minuten}.
 *
 * @param statistic {@link Statistic#NONE} if none is named
 * @param sign {@code ~} for a value that is about right and not to be exceeded
 */
record Phrase(Statistic statistic, String sign, String amount) {

    private static final Pattern PERCENTILE = Pattern.compile("\\bP(\\d+(?:[.,]\\d+)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUND =
            Pattern.compile("([<>]=?|[≤≥~])\\s*(\\d[\\d.,]*)\\s?((?:[\\p{L}µ%‰]+(?:/\\p{L}+)?)?)");
    private static final Pattern GROUPED = Pattern.compile("\\d+[.,]\\d{3}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");

    /**
     * Empty if the text has no sign before a number.
     *
     * @throws InvalidQuantity if it can be read in more than one way, or says more than one limit
     */
    static Optional<Phrase> in(String text) {
        var percentile = PERCENTILE.matcher(text);
        var statistic = percentile.find() ? statistic(percentile.group(1)) : Statistic.NONE;
        var limit = percentile.replaceFirst(" ");
        var bound = BOUND.matcher(limit);
        if (!bound.find()) {
            return Optional.empty();
        }
        requireOne(limit.substring(0, bound.start()) + limit.substring(bound.end()), text);
        return Optional.of(
                new Phrase(statistic, bound.group(1), (number(bound.group(2), text) + " " + bound.group(3)).strip()));
    }

    private static Statistic statistic(String percentile) {
        return switch (percentile.replace(',', '.')) {
            case "50" -> Statistic.P50;
            case "90" -> Statistic.P90;
            case "95" -> Statistic.P95;
            case "99" -> Statistic.P99;
            case "99.9", "999" -> Statistic.P999;
            default -> throw new InvalidQuantity("a percentile is P50, P90, P95, P99 or P99.9", "P" + percentile);
        };
    }

    private static String number(String digits, String text) {
        if (GROUPED.matcher(digits).matches() || !NUMBER.matcher(digits).matches()) {
            throw new InvalidQuantity("a number is written without grouping, as in 1000 or 0.5", text);
        }
        return digits.replace(',', '.');
    }

    private static void requireOne(String rest, String text) {
        if (rest.chars().anyMatch(Character::isDigit)) {
            throw new InvalidQuantity("a limit is one sign and one amount, as in P95 < 500ms", text);
        }
    }

    /**
     * The limit that this promises to keep.
     *
     * @throws InvalidQuantity if the amount is none of this dimension, or on the wrong side of the measure
     */
    Limit<Quantity> target(Dimension dimension) {
        return new Limit<>(comparison(), dimension.parse(amount));
    }

    /** The limit that is kept as long as this, which describes the fault, is not the case. */
    Limit<Quantity> alert(Dimension dimension) {
        var kept =
                switch (comparison()) {
                    case ABOVE -> Comparison.AT_MOST;
                    case AT_LEAST -> Comparison.BELOW;
                    case BELOW -> Comparison.AT_LEAST;
                    default -> Comparison.ABOVE;
                };
        return new Limit<>(kept, dimension.parse(amount));
    }

    private Comparison comparison() {
        return switch (sign) {
            case "<" -> Comparison.BELOW;
            case "<=", "≤", "~" -> Comparison.AT_MOST;
            case ">" -> Comparison.ABOVE;
            case ">=", "≥" -> Comparison.AT_LEAST;
            default -> throw new IllegalStateException(sign.toLowerCase(Locale.ROOT));
        };
    }
}
