package io.belastbar.budget.objective.relative;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.Terms;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * A promise whose limit is so many percent of how it was before: {@code <= +10 %}. It has no amount until somebody judges
 * it, and so is no {@link Objective}: what needs an amount does not see it.
 *
 * @param baseline how it was when the document was written, for when nothing else tells; null if it does not say
 * @param severity of a violation; null to derive it
 * @param window over which measurements are judged; null for {@link Objective#WINDOW_DEFAULT}
 */
public record RelativePromise(
        Subject subject,
        Measure measure,
        Statistic statistic,
        RelativeLimit limit,
        Quantity baseline,
        Severity severity,
        Duration window,
        Terms terms) {

    /** Far below any change that is promised, and short enough to be read. */
    private static final int DIGITS = 6;

    public RelativePromise {
        if (measure.isDemand()) {
            throw new IllegalArgumentException("a demand has no amount to be relative to: was " + measure);
        }
    }

    /** The same as its entry says it of all its figures. */
    public RelativePromise with(Severity violated, Duration over, Terms counting) {
        return new RelativePromise(subject, measure, statistic, limit, baseline, violated, over, counting);
    }

    public String metric() {
        return new Metric(measure, statistic).text();
    }

    /**
     * The promise with the amount that a baseline gives it, rounded by a millionth at most, in favour of what is judged.
     * Empty where there is no such amount: so many percent of nothing, or of a share more than the whole.
     *
     * @param baselineValue in the unit of the dimension
     */
    public Optional<Objective> against(double baselineValue) {
        var dimension = measure.dimension();
        if (!(baselineValue > 0) || !Double.isFinite(baselineValue)) {
            return Optional.empty();
        }
        var rounding = limit.comparison().limitsFromAbove() ? RoundingMode.CEILING : RoundingMode.FLOOR;
        var amount =
                BigDecimal.valueOf(baselineValue).multiply(limit.factor()).round(new MathContext(DIGITS, rounding));
        return quantity(dimension, amount, rounding).map(this::objective);
    }

    /** The promise with an amount that everything keeps: what is judged by it is only measured. */
    public Objective unbounded() {
        return objective(
                limit.comparison().limitsFromAbove()
                        ? most(measure.dimension())
                        : quantity(measure.dimension(), BigDecimal.ZERO, RoundingMode.FLOOR)
                                .orElseThrow());
    }

    private Objective objective(Quantity amount) {
        return new Objective(
                subject,
                measure,
                statistic,
                new Limit<>(limit.comparison(), amount),
                null,
                null,
                baseline,
                severity,
                window,
                terms);
    }

    private static Quantity most(Dimension dimension) {
        return switch (dimension) {
            case TIME -> new TimeSpan(Long.MAX_VALUE);
            case RATE -> new Rate(Double.MAX_VALUE);
            case RATIO -> new Ratio(1);
            case SIZE -> new Bytes(Long.MAX_VALUE);
            case COUNT -> new Count(Double.MAX_VALUE);
        };
    }

    private static Optional<Quantity> quantity(Dimension dimension, BigDecimal amount, RoundingMode rounding) {
        var whole = dimension == Dimension.TIME || dimension == Dimension.SIZE;
        var magnitude = dimension == Dimension.TIME ? amount.scaleByPowerOfTen(6) : amount;
        if (whole && magnitude.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0
                || dimension == Dimension.RATIO && magnitude.compareTo(BigDecimal.ONE) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (dimension) {
                    case TIME -> new TimeSpan(magnitude.setScale(0, rounding).longValueExact());
                    case SIZE -> new Bytes(magnitude.setScale(0, rounding).longValueExact());
                    case RATE -> new Rate(magnitude.doubleValue());
                    case RATIO -> new Ratio(magnitude.doubleValue());
                    case COUNT -> new Count(magnitude.doubleValue());
                });
    }
}
