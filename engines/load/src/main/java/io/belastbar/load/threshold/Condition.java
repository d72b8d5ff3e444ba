package io.belastbar.load.threshold;

import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Rate;
import java.math.BigDecimal;

/**
 * A measure, a comparison and a limit, such as {@code p(95)<500}.
 *
 * @param limit in milliseconds for times, from 0 to 1 for the error rate, per second for throughput
 */
public record Condition(Measure measure, Comparison comparison, BigDecimal limit) {

    public Condition {
        limit = limit.signum() == 0 ? BigDecimal.ZERO : limit.stripTrailingZeros();
        if (limit.signum() < 0) {
            throw new InvalidThreshold("a limit should not be negative", limit.toPlainString());
        }
        if (measure == Measure.Tally.ERROR_RATE && limit.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidThreshold(
                    "an error rate should be from 0 to 1, or from 0% to 100%", limit.toPlainString());
        }
        boolean never = limit.signum() == 0 && comparison == Comparison.BELOW;
        boolean neverRate = measure == Measure.Tally.ERROR_RATE
                && limit.compareTo(BigDecimal.ONE) == 0
                && comparison == Comparison.ABOVE;
        if (never || neverRate) {
            throw new InvalidThreshold(
                    "a limit should be one that can be kept", comparison.ascii() + limit.toPlainString());
        }
    }

    public boolean holds(double observed) {
        return comparison.holds(observed, limit.doubleValue());
    }

    /** How far inside the limit, in the limit's unit; negative: outside. */
    public double margin(double observed) {
        return comparison.margin(observed, limit.doubleValue());
    }

    /** As {@link ThresholdExpression} reads it; a rate promised by the minute or hour as it was promised. */
    public String text() {
        String number = measure == Measure.Tally.THROUGHPUT
                ? new Rate(limit.doubleValue()).text().replace(" req/", "/")
                : limit.toPlainString();
        return measure.text() + comparison.ascii() + number;
    }
}
