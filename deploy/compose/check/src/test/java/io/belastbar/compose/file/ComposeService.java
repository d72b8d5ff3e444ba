package io.belastbar.compose.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One container of the file, as it will be run. */
public record ComposeService(ComposeFile file, String name, JsonNode json) {

    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** A value as text; empty when there is none. */
    public String text(String key) {
        return json.path(key).asText("");
    }

    public List<String> texts(String key) {
        return ComposeFile.elements(json.path(key)).map(JsonNode::asText).toList();
    }

    public SortedMap<String, String> environment() {
        var environment = new TreeMap<String, String>();
        json.path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }

    /** Made by {@code belastbar image}. */
    public boolean isOurs() {
        return text("image").startsWith("belastbar/");
    }

    /** Whether it does its work and ends. */
    public boolean isOneShot() {
        return text("restart").equals("no");
    }

    /** Volumes, as SOURCE:TARGET[:ro]. */
    public List<Mount> mounts() {
        return texts("volumes").stream().map(Mount::parse).toList();
    }

    public Fault fault(String key, String rule) {
        return file.fault("/services/" + name + (key.isEmpty() ? "" : "/" + key), rule);
    }
}
