package io.belastbar.capacity.limit.catalogue;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The metrics that are known by name, as the data file {@code metrics.yml} lists them. */
public final class Catalogue {
    private static final String FILE = "metrics.yml";
    private static final Set<String> FIELDS = Set.of(
            "metric", "unit", "warning", "critical", "lower_is_worse", "floor", "cap", "role", "aliases", "source");

    private final List<KnownMetric> metrics;

    private Catalogue(List<KnownMetric> metrics) {
        this.metrics = List.copyOf(metrics);
    }

    /** That of this version of the service. */
    public static Catalogue own() {
        return Own.CATALOGUE;
    }

    private static final class Own {
        static final Catalogue CATALOGUE = parse(text());

        private static String text() {
            try (InputStream in = Catalogue.class.getResourceAsStream(FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("a resource should be readable: " + FILE, unreadable);
            }
        }
    }

    public List<KnownMetric> metrics() {
        return metrics;
    }

    /** By name, then by alias, then by pattern. */
    public Optional<KnownMetric> find(String metric) {
        return metrics.stream()
                .filter(known -> known.name().equals(metric))
                .findFirst()
                .or(() ->
                        metrics.stream().filter(known -> known.isCalled(metric)).findFirst());
    }

    /** The name by which a metric is listed; its own if it is not listed, or as one of many. */
    public String listed(String metric) {
        return find(metric)
                .filter(known -> !known.isPattern())
                .map(KnownMetric::name)
                .orElse(metric);
    }

    /** Whether two names mean the same metric. */
    public boolean same(String one, String other) {
        return one.equals(other) || listed(one).equals(listed(other));
    }

    /** Names of series, to be found by whatever name the catalogue knows of them. */
    public NameIndex index(Collection<String> names) {
        return new NameIndex(this, names);
    }

    /** @throws io.belastbar.document.InvalidInput with every fault */
    static Catalogue parse(String text) {
        ErrorCollector errors = new ErrorCollector();
        List<KnownMetric> metrics = DocumentParser.parse(text).required("metrics", errors).items().stream()
                .map(node -> metric(node, errors))
                .toList();
        errors.throwIfAny("the catalogue of metrics has errors");
        return new Catalogue(metrics);
    }

    private static KnownMetric metric(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(FIELDS, errors);
        return new KnownMetric(
                node.name("metric", errors),
                node.string("unit", errors),
                number(node, "warning", errors),
                number(node, "critical", errors),
                node.optionalBoolean("lower_is_worse", errors).orElse(false),
                number(node, "floor", errors),
                number(node, "cap", errors),
                node.optionalName("role", errors).map(role -> KnownMetric.Role.valueOf(role.toUpperCase(Locale.ROOT))),
                aliases(node, errors),
                node.string("source", errors));
    }

    private static List<String> aliases(DocumentNode node, ErrorCollector errors) {
        return node.optional("aliases").map(DocumentNode::items).orElse(List.of()).stream()
                .map(item -> item.asName(errors).orElse(""))
                .toList();
    }

    private static OptionalDouble number(DocumentNode node, String field, ErrorCollector errors) {
        return node.optionalNumber(field, errors).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
