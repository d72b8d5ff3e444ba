package io.belastbar.local.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of an application as Maven knows them (CycloneDX), made true for its image: Quarkus leaves out what only a
 * build needs, and the command line goes without the servers of {@code up}.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, components and dependencies</a>
 */
record PartsList(ObjectNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    /** @throws CommandFailure when Maven has made none: CycloneDX is passed over in silence by {@code --offline} */
    static PartsList read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "no list of parts was made (%s): Maven makes it only online, so leave out --offline"
                            .formatted(file));
        }
        return new PartsList((ObjectNode) JSON.readTree(file.toFile()));
    }

    /**
     * Without what is not among the jars.
     *
     * @throws CommandFailure naming the jars that are not in the list
     */
    PartsList of(Set<String> jars) {
        ObjectNode kept = document.deepCopy();
        var unknown = new HashSet<>(jars);
        var left = new HashSet<String>();
        for (Iterator<JsonNode> each = kept.get("components").iterator(); each.hasNext(); ) {
            JsonNode component = each.next();
            String jar = jarOf(component, jars);
            if (jar == null) {
                left.add(component.get("bom-ref").asText());
                each.remove();
            } else {
                unknown.remove(jar);
            }
        }
        if (!unknown.isEmpty()) {
            throw new CommandFailure(ExitCodes.ABORTED, "jars of the image that no part of it explains: " + unknown);
        }
        removeReferences(kept, left);
        return new PartsList(kept);
    }

    void write(Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
    }

    /** What tells jars of one name and version apart, such as a processor; empty for most. */
    static String classifier(String before, JsonNode component) {
        var classifier = CLASSIFIER.matcher(component.path("purl").asText());
        return classifier.find() ? before + classifier.group(1) : "";
    }

    private static void removeReferences(ObjectNode document, Set<String> left) {
        for (Iterator<JsonNode> each = document.withArray("dependencies").iterator(); each.hasNext(); ) {
            JsonNode dependency = each.next();
            if (left.contains(dependency.get("ref").asText())) {
                each.remove();
            } else if (dependency.has("dependsOn")) {
                removeTexts(dependency.get("dependsOn").iterator(), left);
            }
        }
    }

    private static void removeTexts(Iterator<JsonNode> texts, Set<String> left) {
        while (texts.hasNext()) {
            if (left.contains(texts.next().asText())) {
                texts.remove();
            }
        }
    }

    /** Quarkus puts the group before the name, Maven does not; null when it is not there. */
    private static String jarOf(JsonNode component, Set<String> jars) {
        String name = "%s-%s%s.jar"
                .formatted(
                        component.get("name").asText(), component.get("version").asText(), classifier("-", component));
        String withGroup = component.path("group").asText() + "." + name;
        if (jars.contains(withGroup)) {
            return withGroup;
        }
        return jars.contains(name) ? name : null;
    }
}
