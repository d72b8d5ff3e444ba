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
    private static final Set<String> NAMED = Set.of("SLI", "DataSource");
    private static final Set<String> REFERENCES = Set.of("indicatorRef", "metricSourceRef");

    /** What SLOs may name, by its kind and name. */
    private final Map<String, JsonNode> definitions = new LinkedHashMap<>();

    OpenSloFolder(Collection<String> texts) {
        for (String text : texts) {
            documents(text).stream()
                    .filter(document -> NAMED.contains(kind(document)))
                    .forEach(document -> definitions.putIfAbsent(
                            document.path("metadata").path("name").asText(), document));
        }
    }

    static boolean isOpenSlo(JsonNode document) {
        return document != null
                && (document.path("apiVersion").asText("").startsWith("openslo/")
                        || document.path(0).path("apiVersion").asText("").startsWith("openslo/"));
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
        Set<String> names = new LinkedHashSet<>();
        own.forEach(document -> references(document, names));
        own.forEach(
                document -> names.remove(document.path("metadata").path("name").asText()));
        var complete = new StringBuilder(text);
        for (JsonNode definition : reached(names)) {
            complete.append(complete.charAt(complete.length() - 1) == '\n' ? "" : "\n")
                    .append("---\n")
                    .append(YAML.writeValueAsString(definition));
        }
        return complete.toString();
    }

    /** A named SLI may name a DataSource. */
    private List<JsonNode> reached(Set<String> names) {
        var reached = new ArrayList<JsonNode>();
        var open = new ArrayList<>(names);
        for (int i = 0; i < open.size(); i++) {
            var definition = definitions.get(open.get(i));
            if (definition != null) {
                reached.add(definition);
                var more = new LinkedHashSet<String>();
                references(definition, more);
                more.stream().filter(name -> !open.contains(name)).forEach(open::add);
            }
        }
        return reached;
    }

    private static void references(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            if (REFERENCES.contains(field.getKey()) && field.getValue().isTextual()) {
                names.add(field.getValue().asText());
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
