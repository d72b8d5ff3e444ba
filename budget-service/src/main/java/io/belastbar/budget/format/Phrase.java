package io.belastbar.budget.format;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.quantity.Comparison;
import io.belastbar.budget.quantity.InvalidQuantity;
import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.Quantity;
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

    private static final Pattern PERCENTILE = Pattern.compile("\\bP(50|90|95|99|999)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUND =
            Pattern.compile("([<>]=?|[≤≥~])\\s*(\\d+(?:[.,]\\d+)?\\s?(?:[\\p{L}µ%‰]+(?:/\\p{L}+)?)?)");

    /** Empty if the text has no sign before a number. */
    static Optional<Phrase> in(String text) {
        var bound = BOUND.matcher(text);
        if (!bound.find()) {
            return Optional.empty();
        }
        var percentile = PERCENTILE.matcher(text);
        var statistic =
                percentile.find() ? Statistic.of("p" + percentile.group(1)).orElseThrow() : Statistic.NONE;
        var amount = bound.group(2).strip().replace(',', '.');
        return Optional.of(new Phrase(statistic, bound.group(1), withoutPercentile(amount)));
    }

    // "<200ms P95": the unit's pattern does not reach over the blank, but "200 P95" would.
    private static String withoutPercentile(String amount) {
        return amount.replaceAll("(?i)\\s?P(50|90|95|99|999)$", "");
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
                    case AT_MOST -> Comparison.ABOVE;
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
