package io.belastbar.budget.objective.relative;

import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A limit as so many percent more or less than a baseline: {@code <= +10 %}, {@code >= -5 %}. The sign before the number
 * tells it from a share: {@code <= 10 %} is an amount, {@code <= +10 %} is not.
 *
 * @param percent that the limit lies above the baseline; below it if negative
 */
public record RelativeLimit(Comparison comparison, double percent) {

    public static final double PERCENT_MIN = -99;
    public static final double PERCENT_MAX = 1_000;

    private static final Pattern SIGNED = Pattern.compile("\\s*(<=|>=|<|>|≤|≥)?\\s*[+\\-−].*%\\s*", Pattern.DOTALL);
    private static final Pattern SHAPE =
            Pattern.compile("\\s*(<=|>=|≤|≥)\\s*([+\\-−])\\s?(\\d{1,4}(?:\\.\\d{1,4})?)\\s?%\\s*");

    /** Whether a limit is meant to be relative: no amount has a sign of its own. */
    public static boolean isMeantBy(String text) {
        return SIGNED.matcher(text).matches();
    }

    /** Reads a relative limit; throws {@link InvalidQuantity}. */
    public static RelativeLimit parse(String text, boolean lowerIsBetter) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            throw new InvalidQuantity(
                    "a limit relative to the baseline is " + (lowerIsBetter ? "<=" : ">=")
                            + ", a sign, a number and %, as in "
                            + (lowerIsBetter ? "<= +10 %" : ">= -5 %"),
                    text);
        }
        var comparison = Comparison.leading(match.group(1)).orElseThrow();
        if (comparison.limitsFromAbove() != lowerIsBetter) {
            throw new InvalidQuantity(
                    lowerIsBetter
                            ? "this objective is kept by staying below: write it with <=, as in <= +10 %"
                            : "this objective is kept by reaching it: write it with >=, as in >= -5 %",
                    text);
        }
        var percent = Double.parseDouble(match.group(3)) * (match.group(2).equals("+") ? 1 : -1);
        if (percent < PERCENT_MIN || percent > PERCENT_MAX) {
            throw new InvalidQuantity("a limit lies between -99 % and +1000 % from the baseline", text);
        }
        return new RelativeLimit(comparison, percent == 0 ? 0 : percent);
    }

    /** By which a baseline is multiplied. */
    BigDecimal factor() {
        return BigDecimal.ONE.add(BigDecimal.valueOf(percent).movePointLeft(2));
    }

    /** For example {@code +10 %}. */
    public String change() {
        var digits = BigDecimal.valueOf(Math.abs(percent)).stripTrailingZeros().toPlainString();
        return (percent < 0 ? "-" : "+") + digits + " %";
    }

    /** As a sentence part where no baseline is known: {@code ≤ baseline +10 %}. */
    public String text() {
        return comparison.sign() + " baseline " + change();
    }
}
