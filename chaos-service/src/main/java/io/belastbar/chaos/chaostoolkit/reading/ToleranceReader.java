package io.belastbar.chaos.chaostoolkit.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.chaostoolkit.reading.Values.Filled;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.chaos.expectation.tolerance.Part;
import io.belastbar.chaos.expectation.tolerance.Tolerance;
import io.belastbar.document.DocumentNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the tolerance of an http probe. */
final class ToleranceReader {
    private static final String KINDS = "must be jsonpath, probe, range or regex";

    private final Reading reading;
    private final String where;

    ToleranceReader(Reading reading, String where) {
        this.reading = reading;
        this.where = where;
    }

    /** Empty if it is faulty or not possible, which was told then. */
    Optional<Tolerance> read(DocumentNode node) {
        return switch (node.kind()) {
            case SCALAR -> scalar(node);
            case SEQUENCE -> statuses(node);
            case MAPPING -> object(node);
            case NULL, ABSENT -> Optional.empty();
        };
    }

    private Optional<Tolerance> scalar(DocumentNode node) {
        JsonNode value = ExperimentJson.scalar(node.text(), node.quoted());
        if (value.canConvertToInt() && value.isIntegralNumber()) {
            return Optional.of(new Tolerance.Statuses(List.of(value.intValue())));
        }
        reading.impossible().tolerance(where, node);
        return Optional.empty();
    }

    /** Of an http probe every list is one of statuses, also one of two. */
    private Optional<Tolerance> statuses(DocumentNode node) {
        List<Integer> codes = new ArrayList<>();
        for (DocumentNode item : node.items()) {
            JsonNode value = ExperimentJson.of(item);
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                reading.impossible().tolerance(where, node);
                return Optional.empty();
            }
            codes.add(value.intValue());
        }
        if (codes.isEmpty()) {
            reading.errors().add(node, "must have at least one status", "none");
            return Optional.empty();
        }
        return Optional.of(new Tolerance.Statuses(codes));
    }

    private Optional<Tolerance> object(DocumentNode node) {
        String type = node.name("type", reading.errors());
        return switch (type) {
            case "regex" -> regex(node);
            case "jsonpath" -> jsonPath(node);
            case "range" -> range(node);
            case "probe" -> probe(node);
            case "" -> Optional.empty();
            default -> {
                reading.errors().add(node.required("type", reading.errors()), KINDS);
                yield Optional.empty();
            }
        };
    }

    private Optional<Tolerance> regex(DocumentNode node) {
        DocumentNode at = node.required("pattern", reading.errors());
        Optional<Part> part = part(node);
        Optional<String> text = at.asString(reading.errors()).flatMap(written -> filled(at, written));
        if (text.isEmpty() || part.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Python names a group (?P<name>…), and the end of the text \Z.
            String pattern = text.get().replace("(?P<", "(?<").replace("\\Z", "\\z");
            return Optional.of(new Tolerance.Regex(Pattern.compile(pattern), part.get()));
        } catch (PatternSyntaxException wrong) {
            reading.errors().add(at, "must be a regular expression: " + wrong.getDescription());
            return Optional.empty();
        }
    }

    private Optional<Tolerance> jsonPath(DocumentNode node) {
        DocumentNode at = node.required("path", reading.errors());
        Optional<Part> part = part(node);
        Optional<String> path = at.asName(reading.errors()).flatMap(written -> filled(at, written.strip()));
        Optional<Integer> count =
                node.optionalInteger("count", reading.errors()).map(number -> Math.clamp(number, -1, 1_000_000));
        if (path.filter(text -> !JsonValues.compiles(text)).isPresent()) {
            reading.errors().add(at, "must be a JSONPath such as $.items[*].id");
            return Optional.empty();
        }
        Optional<List<JsonNode>> expected = Optional.ofNullable(node.fields().get("expect"))
                .map(ExperimentJson::of)
                .map(value -> {
                    List<JsonNode> values = new ArrayList<>();
                    if (value.isArray()) {
                        value.forEach(values::add);
                    } else {
                        values.add(value);
                    }
                    return values;
                });
        return path.isEmpty() || part.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tolerance.JsonPath(path.get(), count, expected, part.get()));
    }

    private Optional<Tolerance> range(DocumentNode node) {
        DocumentNode at = node.required("range", reading.errors());
        Optional<Part> part = part(node);
        if (!at.requireSequence(reading.errors())) {
            return Optional.empty();
        }
        List<BigDecimal> ends = at.items().stream()
                .map(ExperimentJson::of)
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .toList();
        if (ends.size() != 2 || at.items().size() != 2 || ends.get(0).compareTo(ends.get(1)) > 0) {
            reading.errors().add(at, "must be two numbers, the lower one first");
            return Optional.empty();
        }
        if (part.filter(Part.ALL::equals).isPresent()) {
            reading.impossible().tolerance(where, node);
            return Optional.empty();
        }
        return part.map(what -> new Tolerance.Range(ends.get(0), ends.get(1), what));
    }

    private Optional<Tolerance> probe(DocumentNode node) {
        DocumentNode provider = node.required("provider", reading.errors());
        String type = provider.name("type", reading.errors());
        switch (type) {
            case "python" ->
                reading.impossible()
                        .python(
                                where,
                                node,
                                provider.optional("module")
                                                .map(DocumentNode::text)
                                                .orElse("?") + "."
                                        + provider.optional("func")
                                                .map(DocumentNode::text)
                                                .orElse("?"));
            case "process" ->
                reading.impossible()
                        .process(
                                where,
                                node,
                                provider.optional("path")
                                        .map(DocumentNode::text)
                                        .orElse("?"));
            case "http" -> reading.impossible().tolerance(where, node);
            case "" -> {}
            default -> reading.errors().add(provider.required("type", reading.errors()), ActivityReader.PROVIDERS);
        }
        return Optional.empty();
    }

    /** Without one, the whole answer; of a range that is no number. */
    private Optional<Part> part(DocumentNode node) {
        Optional<DocumentNode> at = node.optional("target");
        if (at.isEmpty()) {
            return Optional.of(Part.ALL);
        }
        String name = at.get().text();
        if (!List.of("status", "headers", "body").contains(name)) {
            reading.errors().add(at.get(), "must be status, headers or body, which an http probe answers");
            return Optional.empty();
        }
        return Optional.of(Part.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private Optional<String> filled(DocumentNode at, String text) {
        Filled filled = reading.values().fill(text);
        filled.secret().ifPresent(group -> reading.impossible().secret(where, at, group));
        filled.open().ifPresent(name -> reading.impossible().open(where, at, name));
        filled.computed().ifPresent(name -> reading.impossible().computed(where, at, name));
        return filled.isWhole() ? Optional.of(filled.text()) : Optional.empty();
    }
}
