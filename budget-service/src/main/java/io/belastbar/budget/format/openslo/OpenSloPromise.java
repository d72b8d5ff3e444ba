package io.belastbar.budget.format.openslo;

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
import java.util.Set;

/** One objective of an SLO as a promise of ours. */
final class OpenSloPromise {

    private static final Set<Measure> SHARES = Set.of(Measure.SUCCESS_RATE, Measure.ERROR_RATE, Measure.HIT_RATIO);
    private static final double ROUNDING = 1e-9;

    private final DocumentNode objective;
    private final OpenSloTarget target;
    private final Subject subject;
    private final OpenSloMetadata metadata;
    private final ErrorCollector errors;

    private OpenSloPromise(DocumentNode objective, OpenSloTarget target, Subject subject, OpenSloMetadata metadata) {
        this.objective = objective;
        this.target = target;
        this.subject = subject;
        this.metadata = metadata;
        this.errors = metadata.errors();
    }

    /** Empty after a fault. */
    static Optional<Objective> of(DocumentNode objective, DocumentNode sli, Subject subject, OpenSloMetadata metadata) {
        var target = OpenSloTarget.of(objective, metadata.errors());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        var promise = new OpenSloPromise(objective, target.get(), subject, metadata);
        var ratio = sli.optional("ratioMetric");
        if (ratio.isPresent()) {
            return promise.ratio(countsBad(ratio.get())).map(metadata::complete);
        }
        if (sli.optional("thresholdMetric").isPresent()) {
            return promise.threshold(query(sli)).map(metadata::complete);
        }
        metadata.errors().add(sli, "an indicator is a ratioMetric or a thresholdMetric", "neither");
        return Optional.empty();
    }

    private static boolean countsBad(DocumentNode ratio) {
        return ratio.optional("bad").isPresent()
                || ratio.optional("rawType")
                        .filter(type -> type.text().equals("failure"))
                        .isPresent();
    }

    private static OpenSloQuery query(DocumentNode sli) {
        return new OpenSloQuery(sli.optional("thresholdMetric")
                .flatMap(metric -> metric.optional("metricSource"))
                .flatMap(source -> source.optional("spec"))
                .flatMap(spec -> spec.optional("query"))
                .map(DocumentNode::text)
                .orElse(""));
    }

    /**
     * The share of good events: as such, or of those within a limit of time, which is a percentile. Where the bad ones are
     * counted, it is their share that is measured.
     */
    private Optional<Objective> ratio(boolean ofBad) {
        var metric = metadata.metric();
        if (metric.isEmpty() && metadata.at(OpenSloAnnotations.METRIC).isPresent()) {
            return Optional.empty();
        }
        var figure = metric.orElse(new Metric(ofBad ? Measure.ERROR_RATE : Measure.SUCCESS_RATE, Statistic.NONE));
        if (figure.measure().dimension() == Dimension.TIME) {
            return percentileOfGood(figure);
        }
        if (!SHARES.contains(figure.measure()) || figure.statistic() != Statistic.NONE) {
            return refused(
                    OpenSloAnnotations.METRIC,
                    "is success_rate, error_rate or hit_ratio for a ratio, or the percentile of a time together with "
                            + OpenSloAnnotations.LIMIT);
        }
        var share = figure.measure() == Measure.ERROR_RATE
                ? new Limit<>(Comparison.AT_MOST, new Ratio(target.rest()))
                : new Limit<>(Comparison.AT_LEAST, new Ratio(target.value()));
        return exact(figure.measure(), share)
                .map(limit -> Objective.of(subject, figure.measure(), Statistic.NONE, limit));
    }

    /** The annotation's limit, which may say more exactly what the target says; the target's if there is none. */
    private Optional<Limit<?>> exact(Measure measure, Limit<Ratio> ofTarget) {
        if (metadata.at(OpenSloAnnotations.LIMIT).isEmpty()) {
            return Optional.of(ofTarget);
        }
        return metadata.limit(OpenSloAnnotations.LIMIT, measure).filter(limit -> {
            boolean same = Math.abs(limit.value().magnitude() - ofTarget.value().magnitude()) < ROUNDING;
            if (!same) {
                refused(OpenSloAnnotations.LIMIT, "is what target says: " + ofTarget.text());
            }
            return same;
        });
    }

    private Optional<Objective> percentileOfGood(Metric figure) {
        if (!figure.statistic().isPercentile() || differs(figure.statistic())) {
            return refused(
                    OpenSloAnnotations.METRIC,
                    "is the percentile that target is, as in response_time_p95 for 0.95: the share of those within the"
                            + " limit");
        }
        if (metadata.at(OpenSloAnnotations.LIMIT).isEmpty()) {
            return refused(
                    OpenSloAnnotations.METRIC,
                    "is about a time: add the annotation " + OpenSloAnnotations.LIMIT + ", as in < 500 ms");
        }
        return metadata.limit(OpenSloAnnotations.LIMIT, figure.measure())
                .map(limit -> Objective.of(subject, figure.measure(), figure.statistic(), limit));
    }

    private boolean differs(Statistic percentile) {
        return Math.abs(percentile.share() - target.value()) > ROUNDING;
    }

    private Optional<Objective> threshold(OpenSloQuery query) {
        var unit = unit(query);
        var percentile = percentile();
        var measure = unit.isEmpty() ? Optional.<Measure>empty() : measure(percentile);
        var value = objective.required("value", errors).asString(errors);
        if (percentile.isEmpty() || unit.isEmpty() || value.isEmpty() || measure.isEmpty() || isQuantile(query)) {
            return Optional.empty();
        }
        try {
            var comparison = objective.string("op", errors).equals("lt") ? Comparison.BELOW : Comparison.AT_MOST;
            requireFromAbove();
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

    private Optional<String> unit(OpenSloQuery query) {
        var unit = metadata.text(OpenSloAnnotations.UNIT);
        if (unit.isEmpty()) {
            errors.add(
                    metadata.node(),
                    "a threshold has no unit in OpenSLO: add the annotation " + OpenSloAnnotations.UNIT + ", as in ms",
                    "none");
            return unit;
        }
        var written = query.unit();
        if (written.isPresent() && (unit.get().equals("ms") || unit.get().equals("s")) && !unit.equals(written)) {
            return refused(OpenSloAnnotations.UNIT, "is " + written.get() + ": the query's metric says so by its name");
        }
        return unit;
    }

    /**
     * The share of time in which a percentile is within its limit is no percentile of requests, unless the author says
     * that the percentile itself is meant.
     */
    private boolean isQuantile(OpenSloQuery query) {
        var quantile = query.quantile();
        if (quantile.isEmpty()) {
            return false;
        }
        boolean meant = metadata.metric()
                        .filter(metric -> metric.statistic().isPercentile())
                        .isPresent()
                && Math.abs(quantile.get() - target.value()) < ROUNDING;
        if (!meant) {
            var named = Arrays.stream(Statistic.values())
                    .filter(statistic -> Math.abs(statistic.share() - quantile.get()) < ROUNDING)
                    .map(Statistic::key)
                    .findFirst()
                    .orElse("p95");
            objective
                    .optional("target")
                    .or(() -> objective.optional("targetPercent"))
                    .ifPresent(at -> errors.add(
                            at,
                            "the query is a quantile itself (%s), so this would be the share of time in which it is within the"
                                            .formatted(quantile.get())
                                    + " limit, which is not judged here. If the quantile itself is promised, say so: target: "
                                    + quantile.get() + " with the annotation " + OpenSloAnnotations.METRIC
                                    + ", as in response_time_" + named));
        }
        return !meant;
    }

    private Optional<Statistic> percentile() {
        var percentile = Arrays.stream(Statistic.values())
                .filter(statistic -> statistic.isPercentile() && !differs(statistic))
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
    private Optional<Measure> measure(Optional<Statistic> percentile) {
        var named = metadata.text(OpenSloAnnotations.METRIC);
        var metric = named.flatMap(Metric::parse);
        if (metric.isEmpty() || metric.get().measure().dimension() != Dimension.TIME) {
            errors.add(
                    metadata.node(),
                    "a threshold does not say what it is about: add the annotation " + OpenSloAnnotations.METRIC
                            + " with a time, such as response_time, query_time, duration or lag",
                    named.orElse("none"));
            return Optional.empty();
        }
        var statistic = metric.get().statistic();
        if (percentile.isPresent() && statistic != Statistic.NONE && statistic != percentile.get()) {
            errors.add(
                    metadata.node(),
                    "the annotation " + OpenSloAnnotations.METRIC + " names the percentile that target is, or none",
                    metric.get().text());
            return Optional.empty();
        }
        return metric.map(Metric::measure);
    }

    private void requireFromAbove() {
        objective
                .optional("op")
                .filter(op -> !op.text().equals("lt") && !op.text().equals("lte"))
                .ifPresent(op -> errors.add(op, "is lt or lte: a time is kept by staying below"));
    }

    private <T> Optional<T> refused(String annotation, String rule) {
        metadata.at(annotation).ifPresent(at -> errors.add(at, rule));
        return Optional.empty();
    }
}
