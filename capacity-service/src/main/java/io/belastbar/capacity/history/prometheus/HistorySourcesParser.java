package io.belastbar.capacity.history.prometheus;

import io.belastbar.capacity.history.MetricName;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code history-sources.yml}. */
final class HistorySourcesParser {

    static final int SERIES_MAX = 200;

    private static final String PROMETHEUS = "prometheus";
    private static final Set<String> KEYS = Set.of("target", "credentials", "backFill", "every", "series");
    private static final Set<String> SERIES_KEYS = Set.of("metric", "query", "unit", "kind", "zone", "step");
    private static final int QUERY_LENGTH_MAX = 4_000;
    private static final int UNIT_LENGTH_MAX = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final ErrorCollector errors = new ErrorCollector();

    private HistorySourcesParser() {}

    /**
     * Reads a document.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static HistorySources parse(String document) {
        var parser = new HistorySourcesParser();
        var sources = parser.sources(DocumentParser.parse(document));
        parser.errors.throwIfAny("this does not say where the history comes from. Nothing was stored.");
        return sources;
    }

    private HistorySources sources(DocumentNode root) {
        root.rejectUnknown(Set.of(PROMETHEUS), errors);
        var node = root.required(PROMETHEUS, errors);
        node.rejectUnknown(KEYS, errors);
        var series = node.required("series", errors);
        if (series.items().size() > SERIES_MAX) {
            errors.add(
                    series,
                    "has at most " + SERIES_MAX + " series",
                    series.items().size() + " series");
        }
        var target = node.name("target", errors);
        return new HistorySources(
                target,
                credentials(node, target),
                duration(node, "backFill", DAY.multipliedBy(90), MINUTE, DAY.multipliedBy(3_660)),
                duration(node, "every", FIVE_MINUTES, MINUTE, DAY),
                series.requireSequence(errors) ? all(series.items()) : List.of());
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

    private List<HistorySource> all(List<DocumentNode> items) {
        var metrics = new HashSet<String>();
        return items.stream()
                .filter(item -> item.requireMapping(errors))
                .map(item -> one(item, metrics))
                .toList();
    }

    private HistorySource one(DocumentNode node, Set<String> metrics) {
        node.rejectUnknown(SERIES_KEYS, errors);
        var metric = matching(node, "metric", MetricName.PATTERN, MetricName.RULE);
        if (!metric.isEmpty() && !metrics.add(metric)) {
            errors.add(node.fields().get("metric"), "a series must not be given twice");
        }
        var query = node.string("query", errors);
        if (node.fields().containsKey("query") && (query.isBlank() || query.length() > QUERY_LENGTH_MAX)) {
            errors.add(node.fields().get("query"), "has 1 to " + QUERY_LENGTH_MAX + " characters");
        }
        var unit = matching(node, "unit", "\\S.{0," + (UNIT_LENGTH_MAX - 1) + "}", "is a unit such as GB, ms or %");
        return new HistorySource(
                metric, query, unit, kind(node), zone(node), duration(node, "step", FIVE_MINUTES, MINUTE, DAY));
    }

    private String matching(DocumentNode node, String field, String pattern, String rule) {
        var text = node.name(field, errors);
        if (!text.isEmpty() && !text.matches(pattern)) {
            errors.add(node.fields().get(field), rule);
        }
        return text;
    }

    private SeriesKind kind(DocumentNode node) {
        var text = node.optionalName("kind", errors).orElse("gauge");
        var kind = Arrays.stream(SeriesKind.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (kind.isEmpty()) {
            errors.add(node.fields().get("kind"), "is one of gauge, counter, peak");
        }
        return kind.orElse(SeriesKind.GAUGE);
    }

    private String zone(DocumentNode node) {
        var text = node.optionalName("zone", errors).orElse("UTC");
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            errors.add(node.fields().get("zone"), "is a time zone such as Europe/Berlin or UTC");
            return "UTC";
        }
        return text;
    }

    private Duration duration(DocumentNode node, String field, Duration otherwise, Duration least, Duration most) {
        var text = node.optionalName(field, errors);
        var read = text.flatMap(HistorySourcesParser::duration);
        var fits = read.filter(found -> found.compareTo(least) >= 0 && found.compareTo(most) <= 0)
                .filter(found -> found.toNanosPart() == 0);
        if (text.isPresent() && fits.isEmpty()) {
            errors.add(
                    node.fields().get(field),
                    "is a duration of whole seconds from %s to %s, as in 5m or 90d"
                            .formatted(words(least), words(most)));
        }
        return fits.orElse(otherwise);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(
                    text.startsWith("P")
                            ? Duration.parse(text)
                            : TimeSpan.parse(text).toDuration());
        } catch (DateTimeException | ArithmeticException | InvalidQuantity none) {
            return Optional.empty();
        }
    }

    private static String words(Duration duration) {
        return duration.compareTo(DAY) >= 0 ? duration.toDays() + "d" : duration.toMinutes() + "m";
    }
}
