package io.belastbar.plans;

import io.belastbar.plans.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What EXPLAIN printed for a node, a worker or a section, by PostgreSQL's own keys, such as {@code Sort Space Used} or
 * {@code Heap Fetches}. Keys that this program does not know are here too. Nothing is multiplied or divided.
 */
public final class NodeAttributes {
    private static final Set<String> NO_EXPRESSIONS = Set.of("Plans", "Workers", "Subplan Name");

    private final JsonValue json;

    NodeAttributes(JsonValue json) {
        this.json = json;
    }

    /** PostgreSQL's keys in the order in which they were printed. */
    public Set<String> keys() {
        return json.fields().keySet();
    }

    public boolean has(String key) {
        return json.field(key).isPresent();
    }

    /** A text, a number or a truth value as it was printed; empty for what is missing, a list or an object. */
    public Optional<String> text(String key) {
        return json.field(key).filter(NodeAttributes::isScalar).map(JsonValue::text);
    }

    /** A finite number; empty for what is missing or none. */
    public OptionalDouble number(String key) {
        Optional<JsonValue> value = json.field(key).filter(NodeAttributes::isScalar);
        return value.map(JsonValue::text).map(Numbers::finite).orElseGet(OptionalDouble::empty);
    }

    /** A number; 0 for what is missing or none. */
    public double numberOrZero(String key) {
        return number(key).orElse(0);
    }

    /** Whether the key says {@code true}. */
    public boolean isTrue(String key) {
        return text(key).filter("true"::equals).isPresent();
    }

    /** The texts of a list such as {@code Sort Key} or {@code Output}; a single text is a list of one. */
    public List<String> list(String key) {
        return json.field(key).map(NodeAttributes::texts).orElse(List.of());
    }

    /** An object such as {@code Timing}; without keys if there is none. */
    public NodeAttributes section(String key) {
        return new NodeAttributes(json.field(key)
                .filter(value -> value.kind() == Kind.OBJECT)
                .orElseGet(() -> new JsonValue(null, null, 1, 1)));
    }

    /** A list of objects such as {@code Workers} or {@code Triggers}; empty if there is none. */
    public List<NodeAttributes> sections(String key) {
        return json.field(key).stream()
                .flatMap(value -> value.items().stream())
                .filter(item -> item.kind() == Kind.OBJECT)
                .map(NodeAttributes::new)
                .toList();
    }

    /** Every text of this node, lists included, but nothing of nodes below it and not its own name. */
    List<String> expressions() {
        List<String> all = new ArrayList<>();
        json.fields().forEach((key, value) -> {
            if (!NO_EXPRESSIONS.contains(key)) {
                all.addAll(texts(value));
            }
        });
        return all;
    }

    private static List<String> texts(JsonValue value) {
        return switch (value.kind()) {
            case SCALAR -> List.of(value.text());
            case LIST ->
                value.items().stream()
                        .filter(NodeAttributes::isScalar)
                        .map(JsonValue::text)
                        .toList();
            default -> List.of();
        };
    }

    private static boolean isScalar(JsonValue value) {
        return value.kind() == Kind.SCALAR;
    }
}
