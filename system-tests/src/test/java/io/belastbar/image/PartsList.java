package io.belastbar.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A CycloneDX list of parts, read for what is compared with an image. */
record PartsList(List<JsonNode> components) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    static PartsList of(Path file) throws IOException {
        JsonNode components = JSON.readTree(file.toFile()).get("components");
        return new PartsList(
                StreamSupport.stream(components.spliterator(), false).toList());
    }

    /** As Quarkus names them in {@code lib}, or without groups, as Maven does. */
    List<String> jars(boolean withoutGroups) {
        return components.stream()
                .map(component ->
                        withoutGroups ? jar(component) : component.get("group").asText() + "." + jar(component))
                .sorted()
                .toList();
    }

    List<String> withoutLicence() {
        return components.stream()
                .filter(component -> component.path("licenses").isEmpty())
                .map(component -> component.get("purl").asText())
                .toList();
    }

    private static String jar(JsonNode component) {
        var classifier = CLASSIFIER.matcher(component.get("purl").asText());
        return "%s-%s%s.jar"
                .formatted(
                        component.get("name").asText(),
                        component.get("version").asText(),
                        classifier.find() ? "-" + classifier.group(1) : "");
    }
}
