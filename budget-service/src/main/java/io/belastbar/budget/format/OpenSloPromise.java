package io.belastbar.budget.format;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.Arrays;
import java.util.Optional;

/** One objective of an SLO as a promise of ours. */
final class OpenSloPromise {

    private OpenSloPromise() {}

    /** Empty after a fault. */
    static Optional<Objective> of(
            DocumentNode objective, DocumentNode sli, Subject subject, DocumentNode metadata, ErrorCollector errors) {
        var target = OpenSloTarget.of(objective, errors);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        if (sli.optional("ratioMetric").isPresent()) {
            return Optional.of(ratio(target.get(), subject, metadata, errors));
        }
        if (sli.optional("thresholdMetric").isPresent()) {
            return threshold(objective, target.get(), subject, metadata, errors);
        }
        errors.add(sli, "an indicator is a ratioMetric or a thresholdMetric", "neither");
        return Optional.empty();
    }

    private static Objective ratio(
            OpenSloTarget target, Subject subject, DocumentNode metadata, ErrorCollector errors) {
        var errorRate = metric(metadata, errors)
                .filter(metric -> metric.measure() == Measure.ERROR_RATE)
                .isPresent();
        return errorRate
                ? Objective.of(
                        subject,
                        Measure.ERROR_RATE,
                        Statistic.NONE,
                        new Limit<>(Comparison.AT_MOST, new Ratio(target.rest())))
                : Objective.of(
                        subject,
                        Measure.SUCCESS_RATE,
                        Statistic.NONE,
                        new Limit<>(Comparison.AT_LEAST, new Ratio(target.value())));
    }

    private static Optional<Objective> threshold(
            DocumentNode objective,
            OpenSloTarget target,
            Subject subject,
            DocumentNode metadata,
            ErrorCollector errors) {
        var unit = OpenSloFormat.annotation(metadata, OpenSloFormat.UNIT, errors);
        if (unit.isEmpty()) {
            errors.add(
                    metadata,
                    "a threshold has no unit in OpenSLO: add the annotation " + OpenSloFormat.UNIT + ", as in ms",
                    "none");
        }
        var percentile = percentile(objective, target, errors);
        var measure = unit.isEmpty() ? Optional.<Measure>empty() : measure(metadata, percentile, errors);
        var value = objective.required("value", errors).asString(errors);
        if (percentile.isEmpty() || unit.isEmpty() || value.isEmpty() || measure.isEmpty()) {
            return Optional.empty();
        }
        try {
            var comparison = objective.string("op", errors).equals("lt") ? Comparison.BELOW : Comparison.AT_MOST;
            requireFromAbove(objective, errors);
            return Optional.of(Objective.of(
                    subject,
                    measure.get(),
                    percentile.get(),
                    new Limit<>(comparison, TimeSpan.parse(value.get() + " " + unit.get()))));
        } catch (InvalidQuantity invalid) {
            objective.optional("value").ifPresent(at -> errors.add(at, invalid.rule(), value.get() + " " + unit.get()));
            return Optional.empty();
        }
    }

    private static Optional<Statistic> percentile(DocumentNode objective, OpenSloTarget target, ErrorCollector errors) {
        var percentile = Arrays.stream(Statistic.values())
                .filter(statistic -> statistic.isPercentile() && Math.abs(statistic.share() - target.value()) < 1e-9)
                .findFirst();
        if (percentile.isEmpty()) {
            objective
                    .optional("target")
                    .or(() -> objective.optional("targetPercent"))
                    .ifPresent(at -> errors.add(at, "is 0.5, 0.9, 0.95, 0.99 or 0.999 for a threshold"));
        }
        return percentile;
    }

    /** What the number is: any gauge may have a threshold, and a consumer's lag is no response time. */
    private static Optional<Measure> measure(
            DocumentNode metadata, Optional<Statistic> percentile, ErrorCollector errors) {
        var metric = metric(metadata, errors);
        if (metric.isEmpty() || metric.get().measure().dimension() != Dimension.TIME) {
            errors.add(
                    metadata,
                    "a threshold does not say what it is about: add the annotation " + OpenSloFormat.METRIC
                            + " with a time, such as response_time, query_time, duration or lag",
                    OpenSloFormat.annotation(metadata, OpenSloFormat.METRIC, errors)
                            .orElse("none"));
            return Optional.empty();
        }
        var statistic = metric.get().statistic();
        if (percentile.isPresent() && statistic != Statistic.NONE && statistic != percentile.get()) {
            errors.add(
                    metadata,
                    "the annotation " + OpenSloFormat.METRIC + " names the percentile that target is, or none",
                    metric.get().text());
            return Optional.empty();
        }
        return metric.map(Metric::measure);
    }

    private static Optional<Metric> metric(DocumentNode metadata, ErrorCollector errors) {
        return OpenSloFormat.annotation(metadata, OpenSloFormat.METRIC, errors).flatMap(Metric::parse);
    }

    private static void requireFromAbove(DocumentNode objective, ErrorCollector errors) {
        objective
                .optional("op")
                .filter(op -> !op.text().equals("lt") && !op.text().equals("lte"))
                .ifPresent(op -> errors.add(op, "is lt or lte: a time is kept by staying below"));
    }
}
