package io.belastbar.budget.measurement.reading;

import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads measurements from JSON (or YAML): one object, a list, or an object with a list {@code measurements}. */
public final class MeasurementJson {

    private static final String LIST = "measurements";
    private static final Set<String> KNOWN = Set.copyOf(MeasurementEntry.FIELDS);

    private MeasurementJson() {}

    /**
     * Reads the texts.
     *
     * @throws io.belastbar.document.InvalidInput with every fault of the form
     */
    public static void read(String text, Consumer<MeasurementEntry> each) {
        var root = DocumentParser.parse(text);
        var errors = new ErrorCollector();
        nodes(root, errors).stream()
                .filter(node -> node.requireMapping(errors))
                .map(node -> entry(node, errors))
                .forEach(each);
        errors.throwIfAny("these are no measurements. Nothing was stored.");
    }

    /** All of a small text. */
    public static List<MeasurementEntry> read(String text) {
        var entries = new ArrayList<MeasurementEntry>();
        read(text, entries::add);
        return entries;
    }

    private static List<DocumentNode> nodes(DocumentNode root, ErrorCollector errors) {
        if (root.kind() == Kind.SEQUENCE) {
            return root.items();
        }
        var list = root.optional(LIST);
        if (list.isPresent()) {
            root.rejectUnknown(Set.of(LIST), errors);
            return list.get().requireSequence(errors) ? list.get().items() : List.of();
        }
        return List.of(root);
    }

    private static MeasurementEntry entry(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(KNOWN, errors);
        var fields = new LinkedHashMap<String, MeasurementField>();
        node.fields().forEach((name, value) -> {
            if (!Set.of(MeasurementEntry.VALUE, MeasurementEntry.LABELS).contains(name)
                    && value.kind() != Kind.NULL
                    && value.asName(errors).isPresent()) {
                fields.put(name, field(value));
            }
        });
        return new MeasurementEntry(field(node), fields, values(node, errors), labels(node, errors));
    }

    private static List<MeasurementField> values(DocumentNode node, ErrorCollector errors) {
        var value = node.required(MeasurementEntry.VALUE, errors);
        var all = value.kind() == Kind.SEQUENCE ? value.items() : List.of(value);
        return all.stream()
                .filter(item -> item.asName(errors).isPresent())
                .map(MeasurementJson::field)
                .toList();
    }

    private static Map<String, String> labels(DocumentNode node, ErrorCollector errors) {
        var labels = new LinkedHashMap<String, String>();
        node.optional(MeasurementEntry.LABELS)
                .filter(map -> map.requireMapping(errors))
                .ifPresent(map -> map.fields().forEach((name, value) -> {
                    MeasurementLabels.reserved(name).ifPresent(rule -> errors.addAtKey(value, rule, name));
                    value.asName(errors).ifPresent(text -> labels.put(name, text));
                }));
        return labels;
    }

    private static MeasurementField field(DocumentNode node) {
        return new MeasurementField(node.pointer(), node.line(), node.column(), node.text());
    }
}
