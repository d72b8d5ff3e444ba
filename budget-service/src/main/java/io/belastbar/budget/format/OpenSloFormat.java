package io.belastbar.budget.format;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OpenSLO v1 (github.com/OpenSLO/OpenSLO): documents of kind SLO; other kinds (Service, DataSource, AlertPolicy) promise
 * nothing and are read over. A ratio metric is a promise about the share of good events. A threshold metric is a promise
 * about a percentile; OpenSLO gives its number no unit, so the annotation {@value #UNIT} must.
 */
final class OpenSloFormat {

    static final String SUBJECT = "belastbar.io/subject";
    static final String KIND = "belastbar.io/kind";
    static final String METRIC = "belastbar.io/metric";
    static final String UNIT = "belastbar.io/unit";
    private static final String VERSION = "openslo/v1";
    private static final Set<String> OTHER_KINDS =
            Set.of("Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "SLI");

    static boolean reads(String text) {
        return text.lines().anyMatch(line -> line.strip().matches("\"?apiVersion\"?:\\s*\"?openslo/.*"));
    }

    static PerformanceBudget read(String text) {
        var errors = new ErrorCollector();
        var objectives = new Objectives();
        for (var document : documents(text)) {
            var version = document.string("apiVersion", errors);
            var kind = document.string("kind", errors);
            if (!version.equals(VERSION)) {
                document.optional("apiVersion").ifPresent(at -> errors.add(at, "is " + VERSION));
            } else if (kind.equals("SLO")) {
                slo(document, objectives, errors);
            } else if (!OTHER_KINDS.contains(kind)) {
                document.optional("kind").ifPresent(at -> errors.add(at, "is a kind of OpenSLO v1, such as SLO"));
            }
        }
        errors.throwIfAny("This is no OpenSLO v1. Nothing was stored.");
        return objectives.budget();
    }

    /** The documents of the text, each with the lines at which it stands. */
    private static List<DocumentNode> documents(String text) {
        var documents = new ArrayList<DocumentNode>();
        var part = new StringBuilder();
        int line = 0;
        for (var content : text.lines().toList()) {
            line++;
            if (content.matches("---\\s*")) {
                add(part.toString(), documents);
                part.setLength(0);
                part.append("\n".repeat(line));
            } else {
                part.append(content).append('\n');
            }
        }
        add(part.toString(), documents);
        return documents;
    }

    private static void add(String part, List<DocumentNode> documents) {
        if (part.lines().anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"))) {
            documents.add(DocumentParser.parse(part));
        }
    }

    private static void slo(DocumentNode document, Objectives objectives, ErrorCollector errors) {
        var metadata = document.required("metadata", errors);
        var spec = document.required("spec", errors);
        var subject = subject(metadata, spec, errors);
        var sli = spec.optional("indicator").map(indicator -> indicator.required("spec", errors));
        if (sli.isEmpty()) {
            errors.add(
                    spec,
                    "an SLO carries its indicator; a reference to one (indicatorRef) is not followed",
                    "no indicator");
            return;
        }
        var window = window(spec, errors);
        var list = spec.required("objectives", errors);
        if (!list.requireSequence(errors)) {
            return;
        }
        for (var objective : list.items()) {
            promise(objective, sli.get(), subject, metadata, errors)
                    .map(found -> window.map(span -> found.withWindow(span.toDuration()))
                            .orElse(found))
                    .ifPresent(objectives::add);
        }
    }

    private static Optional<Objective> promise(
            DocumentNode objective, DocumentNode sli, Subject subject, DocumentNode metadata, ErrorCollector errors) {
        var target = target(objective, errors);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        if (sli.optional("ratioMetric").isPresent()) {
            return ratio(target.get(), subject, metadata, errors);
        }
        if (sli.optional("thresholdMetric").isPresent()) {
            return threshold(objective, target.get(), subject, metadata, errors);
        }
        errors.add(sli, "an indicator is a ratioMetric or a thresholdMetric", "neither");
        return Optional.empty();
    }

    private static Optional<Objective> ratio(
            double target, Subject subject, DocumentNode metadata, ErrorCollector errors) {
        var errorRate = annotation(metadata, METRIC, errors)
                .flatMap(Metric::parse)
                .filter(metric -> metric.measure() == Measure.ERROR_RATE)
                .isPresent();
        return Optional.of(
                errorRate
                        ? Objective.of(
                                subject,
                                Measure.ERROR_RATE,
                                Statistic.NONE,
                                new Limit<>(Comparison.AT_MOST, new Ratio(rounded(1 - target))))
                        : Objective.of(
                                subject,
                                Measure.SUCCESS_RATE,
                                Statistic.NONE,
                                new Limit<>(Comparison.AT_LEAST, new Ratio(target))));
    }

    private static Optional<Objective> threshold(
            DocumentNode objective, double target, Subject subject, DocumentNode metadata, ErrorCollector errors) {
        var unit = annotation(metadata, UNIT, errors);
        var percentile = Arrays.stream(Statistic.values())
                .filter(statistic -> statistic.isPercentile() && Math.abs(statistic.share() - target) < 1e-9)
                .findFirst();
        var value = objective.required("value", errors).asString(errors);
        if (percentile.isEmpty()) {
            objective
                    .optional("target")
                    .ifPresent(at -> errors.add(at, "is 0.5, 0.9, 0.95, 0.99 or 0.999 for a threshold"));
        }
        if (unit.isEmpty()) {
            errors.add(
                    metadata, "a threshold has no unit in OpenSLO: add the annotation " + UNIT + ", as in ms", "none");
        }
        if (percentile.isEmpty() || unit.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            var comparison = objective.string("op", errors).equals("lt") ? Comparison.BELOW : Comparison.AT_MOST;
            requireFromAbove(objective, errors);
            return Optional.of(Objective.of(
                    subject,
                    measure(metadata, errors),
                    percentile.get(),
                    new Limit<>(comparison, TimeSpan.parse(value.get() + " " + unit.get()))));
        } catch (InvalidQuantity invalid) {
            objective.optional("value").ifPresent(at -> errors.add(at, invalid.rule(), value.get() + " " + unit.get()));
            return Optional.empty();
        }
    }

    private static Measure measure(DocumentNode metadata, ErrorCollector errors) {
        return annotation(metadata, METRIC, errors)
                .flatMap(Metric::parse)
                .map(Metric::measure)
                .orElse(Measure.RESPONSE_TIME);
    }

    private static void requireFromAbove(DocumentNode objective, ErrorCollector errors) {
        objective
                .optional("op")
                .filter(op -> !op.text().equals("lt") && !op.text().equals("lte"))
                .ifPresent(op -> errors.add(op, "is lt or lte: a time is kept by staying below"));
    }

    private static Optional<Double> target(DocumentNode objective, ErrorCollector errors) {
        var percent = objective.optional("targetPercent").flatMap(node -> node.asNumber(errors)
                .map(value -> value / 100));
        var target = percent.or(() -> objective.required("target", errors).asNumber(errors));
        if (target.isPresent() && !(target.get() > 0 && target.get() < 1)) {
            errors.add(
                    objective,
                    "a target is a share between 0 and 1, both excluded",
                    target.get().toString());
            return Optional.empty();
        }
        return target;
    }

    private static Subject subject(DocumentNode metadata, DocumentNode spec, ErrorCollector errors) {
        var name = metadata.name("name", errors);
        var service = spec.optionalName("service", errors).orElse(null);
        var kind = annotation(metadata, KIND, errors).flatMap(text -> Arrays.stream(SubjectKind.values())
                .filter(value -> value.name().equals(text))
                .findFirst());
        return annotation(metadata, SUBJECT, errors)
                .map(subject -> Subject.of(kind.orElse(SubjectKind.OPERATION), subject))
                .orElseGet(() -> new Subject(SubjectKind.OPERATION, service, name));
    }

    private static Optional<String> annotation(DocumentNode metadata, String name, ErrorCollector errors) {
        return metadata.optional("annotations").flatMap(annotations -> annotations.optionalName(name, errors));
    }

    private static Optional<TimeSpan> window(DocumentNode spec, ErrorCollector errors) {
        return spec.optional("timeWindow").flatMap(windows -> {
            var first = windows.items().isEmpty()
                    ? Optional.<DocumentNode>empty()
                    : Optional.of(windows.items().getFirst());
            return first.flatMap(window -> window.optional("duration")).flatMap(at -> duration(at, errors));
        });
    }

    private static Optional<TimeSpan> duration(DocumentNode at, ErrorCollector errors) {
        try {
            return Optional.of(TimeSpan.parse(at.text()));
        } catch (InvalidQuantity invalid) {
            errors.add(
                    at, "a window is a number of m, h, d or w, as in 28d; months and years are not known", at.text());
            return Optional.empty();
        }
    }

    // 1 − 0.999 is 0.0010000000000000009 in binary.
    private static double rounded(double share) {
        return Math.round(share * 1e12) / 1e12;
    }
}
