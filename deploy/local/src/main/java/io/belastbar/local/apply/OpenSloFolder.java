package io.belastbar.local.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The OpenSLO files of a folder belong together: an SLO names the SLI and the DataSource of another file. Each file that
 * promises something is sent with what it names.
 */
final class OpenSloFolder {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();
    /** What each reference names. */
    private static final Map<String, String> REFERENCES =
            Map.of("indicatorRef", "SLI", "metricSourceRef", "DataSource");

    /** An SLO, its SLI and its source may all have the same name. */
    private record Named(String kind, String name) {
        static Named of(JsonNode document) {
            return new Named(
                    OpenSloFolder.kind(document),
                    document.path("metadata").path("name").asText());
        }
    }

    private final Map<Named, JsonNode> definitions = new LinkedHashMap<>();

    OpenSloFolder(Collection<String> texts) {
        for (String text : texts) {
            documents(text).stream()
                    .filter(document -> REFERENCES.containsValue(kind(document)))
                    .forEach(document -> definitions.putIfAbsent(Named.of(document), document));
        }
    }

    /** Whether a file only says what others may name. */
    static boolean promisesNothing(String text) {
        var documents = documents(text);
        return !documents.isEmpty()
                && documents.stream().noneMatch(document -> kind(document).equals("SLO"));
    }

    /** The file's text, and behind it what it names of other files; the same text where it names nothing. */
    String complete(String text) throws JsonProcessingException {
        var own = documents(text);
        Set<Named> names = new LinkedHashSet<>();
        own.forEach(document -> references(document, names));
        own.forEach(document -> names.remove(Named.of(document)));
        var complete = new StringBuilder(text);
        for (JsonNode definition : reached(names)) {
            complete.append(complete.charAt(complete.length() - 1) == '\n' ? "" : "\n")
                    .append("---\n")
                    .append(YAML.writeValueAsString(definition));
        }
        return complete.toString();
    }

    /** A named SLI may name a DataSource. */
    private List<JsonNode> reached(Set<Named> names) {
        var reached = new ArrayList<JsonNode>();
        var open = new ArrayList<>(names);
        for (int i = 0; i < open.size(); i++) {
            var definition = definitions.get(open.get(i));
            if (definition != null) {
                reached.add(definition);
                var more = new LinkedHashSet<Named>();
                references(definition, more);
                more.stream().filter(name -> !open.contains(name)).forEach(open::add);
            }
        }
        return reached;
    }

    private static void references(JsonNode node, Set<Named> names) {
        node.properties().forEach(field -> {
            if (REFERENCES.containsKey(field.getKey()) && field.getValue().isTextual()) {
                names.add(new Named(
                        REFERENCES.get(field.getKey()), field.getValue().asText()));
            }
        });
        node.forEach(child -> references(child, names));
    }

    private static String kind(JsonNode document) {
        return document.path("kind").asText();
    }

    /** What cannot be read here is its owner's to refuse. */
    private static List<JsonNode> documents(String text) {
        var documents = new ArrayList<JsonNode>();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
                var document = all.nextValue();
                (document.isArray() ? document : List.of(document)).forEach(documents::add);
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return documents;
    }
}
