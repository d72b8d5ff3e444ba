package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.prometheus.promql.SourceRules;
import io.belastbar.budget.measurement.reading.MeasuredAmount;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code measurement-sources.yml}. */
final class MeasurementSourcesParser {

    static final int QUERIES_MAX = 200;

    private static final String PROMETHEUS = "prometheus";
    private static final Duration EVERY_DEFAULT = Duration.ofSeconds(30);
    private static final Duration EVERY_MIN = Duration.ofSeconds(5);
    private static final Duration EVERY_MAX = Duration.ofHours(1);
    private static final int QUERY_LENGTH_MAX = 4_000;
    private static final Set<String> KEYS = Set.of("target", "credentials", "every", "queries");
    private static final Set<String> QUERY_KEYS =
            Set.of("subject", "kind", "service", "metric", "query", "unit", "samples", "offered", "counter", "of");
    private static final String METRIC_RULE =
            "is a figure such as hit_ratio, response_time_p95, utilisation_avg or throughput";

    private final ErrorCollector errors = new ErrorCollector();
    private final boolean storedBefore;

    private MeasurementSourcesParser(boolean storedBefore) {
        this.storedBefore = storedBefore;
    }

    /**
     * Reads a document.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static MeasurementSources parse(String document) {
        return new MeasurementSourcesParser(false).read(document);
    }

    /** Reads a document that was stored when samples were allowed that count requests twice. */
    static MeasurementSources parseStored(String document) {
        return new MeasurementSourcesParser(true).read(document);
    }

    private MeasurementSources read(String document) {
        var sources = sources(DocumentParser.parse(document));
        errors.throwIfAny("this does not say what to collect. Nothing was stored.");
        return sources;
    }

    private MeasurementSources sources(DocumentNode root) {
        root.rejectUnknown(Set.of(PROMETHEUS), errors);
        var node = root.required(PROMETHEUS, errors);
        node.rejectUnknown(KEYS, errors);
        var queries = node.required("queries", errors);
        if (queries.items().size() > QUERIES_MAX) {
            errors.add(
                    queries,
                    "has at most " + QUERIES_MAX + " queries",
                    queries.items().size() + " queries");
        }
        var target = node.name("target", errors);
        var every = every(node);
        return new MeasurementSources(
                target,
                credentials(node, target),
                every,
                queries.requireSequence(errors)
                        ? queries.items().stream()
                                .flatMap(query -> query(query, every).stream())
                                .toList()
                        : List.of());
    }

    /** Only the target's own: a document must not send one server's password to another. */
    private String credentials(DocumentNode node, String target) {
        var name = node.optionalName("credentials", errors).orElse(null);
        if (name != null && !name.equals(target) && !name.startsWith(target + "-")) {
            errors.add(
                    node.fields().get("credentials"),
                    "are those of the target, named as it is or with its name and a hyphen before: " + target + "-…");
        }
        return name;
    }

    private Duration every(DocumentNode node) {
        var text = node.optionalName("every", errors);
        if (text.isEmpty()) {
            return EVERY_DEFAULT;
        }
        var rule = "is a duration from 5s to 1h, as in 30s";
        try {
            var every = TimeSpan.parse(text.get()).toDuration();
            if (every.compareTo(EVERY_MIN) >= 0 && every.compareTo(EVERY_MAX) <= 0) {
                return every;
            }
        } catch (InvalidQuantity invalid) {
            rule = invalid.rule();
        }
        errors.add(node.fields().get("every"), rule, text.get());
        return EVERY_DEFAULT;
    }

    private Optional<SourceQuery> query(DocumentNode node, Duration every) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(QUERY_KEYS, errors);
        var kind = kind(node);
        var metric = metric(node);
        var subject = node.name("subject", errors);
        var service = node.optionalName("service", errors).orElse(null);
        var asked =
                node.fields().containsKey(SourceRules.COUNTER) || node.fields().containsKey(SourceRules.OF)
                        ? counters(node, metric)
                        : value(node, metric, every);
        return kind.isEmpty() || metric.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.of(new Subject(kind.get(), service, subject), metric.get()));
    }

    /** What is asked, of whatever it is. */
    private record Asked(
            String query, String unit, double factor, String samples, String offered, String counter, String of) {

        SourceQuery of(Subject subject, Metric metric) {
            return new SourceQuery(subject, metric, query, unit, factor, samples, offered, counter, of);
        }
    }

    private Asked value(DocumentNode node, Optional<Metric> metric, Duration every) {
        var query = promQl(node, "query").orElse("");
        node.required("query", errors);
        var unit = node.optionalName("unit", errors).orElse("");
        var samples = promQl(node, "samples").orElse(null);
        if (samples != null && !storedBefore) {
            SourceRules.samples(samples, every)
                    .ifPresent(rule -> errors.add(node.fields().get("samples"), rule, samples));
        }
        var factor = metric.map(found -> factor(node, found, unit)).orElse(1.0);
        return new Asked(query, unit, factor, samples, promQl(node, "offered").orElse(null), null, null);
    }

    private Asked counters(DocumentNode node, Optional<Metric> metric) {
        for (var name : List.of("query", "unit", "samples", "offered")) {
            Optional.ofNullable(node.fields().get(name))
                    .ifPresent(field ->
                            errors.add(field, "counter and of say it all: there is no " + name + " beside them"));
        }
        metric.filter(found -> !SourceRules.isShare(found))
                .ifPresent(other -> errors.add(node.fields().get("metric"), SourceRules.SHARE, other.text()));
        return new Asked(null, "", 1, null, null, counter(node, SourceRules.COUNTER), counter(node, SourceRules.OF));
    }

    private String counter(DocumentNode node, String name) {
        node.required(name, errors);
        var text = promQl(node, name).orElse("");
        SourceRules.counter(text).ifPresent(rule -> errors.add(node.fields().get(name), rule, text));
        return text;
    }

    private Optional<SubjectKind> kind(DocumentNode node) {
        var text = node.name("kind", errors);
        var kind = Arrays.stream(SubjectKind.values())
                .filter(known -> known.name().equalsIgnoreCase(text))
                .findFirst();
        if (kind.isEmpty() && !text.isEmpty()) {
            var kinds = Arrays.stream(SubjectKind.values())
                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            errors.add(node.fields().get("kind"), "is one of " + kinds, text);
        }
        return kind;
    }

    private Optional<Metric> metric(DocumentNode node) {
        var text = node.name("metric", errors);
        var metric = Metric.parse(text).filter(found -> !found.measure().isDemand());
        if (metric.isEmpty() && !text.isEmpty()) {
            errors.add(node.fields().get("metric"), METRIC_RULE, text);
        }
        return metric;
    }

    private Optional<String> promQl(DocumentNode node, String field) {
        var text = node.optionalString(field, errors);
        if (text.isPresent() && (text.get().isBlank() || text.get().length() > QUERY_LENGTH_MAX)) {
            errors.add(node.fields().get(field), "has 1 to " + QUERY_LENGTH_MAX + " characters");
        }
        return text;
    }

    private double factor(DocumentNode node, Metric metric, String unit) {
        try {
            return MeasuredAmount.factor(unit, metric.measure().dimension());
        } catch (InvalidQuantity invalid) {
            errors.add(
                    node.fields().getOrDefault("unit", node),
                    "unit: " + invalid.rule(),
                    unit.isEmpty() ? "nothing" : unit);
            return 1;
        }
    }
}
