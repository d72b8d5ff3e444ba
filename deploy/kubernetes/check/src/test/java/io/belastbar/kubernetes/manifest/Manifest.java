package io.belastbar.kubernetes.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One object of a file.
 *
 * @param line where it begins; 0 of a file that has no other
 */
public record Manifest(String file, JsonNode json, int line) {
    public String kind() {
        return json.path("kind").asText();
    }

    public String name() {
        return json.at("/metadata/name").asText();
    }

    /** As people name it: {@code Deployment/budget-service}. */
    public String object() {
        return kind() + "/" + name();
    }

    @Override
    public String toString() {
        return file + ": " + object();
    }

    public boolean is(String... kinds) {
        return List.of(kinds).contains(kind());
    }

    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    public Fault fault(String key, String rule) {
        return new Fault(file, line, object(), key, rule);
    }

    /** Where the pod stands that this object makes; empty for one that makes none. */
    public Optional<String> pod() {
        return switch (kind()) {
            case "Pod" -> Optional.of("");
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job" ->
                Optional.of("/spec/template");
            case "PodTemplate" -> Optional.of("/template");
            case "CronJob" -> Optional.of("/spec/jobTemplate/spec/template");
            default -> Optional.empty();
        };
    }

    /** Of the pod's {@code spec}; absent for an object that makes none. */
    public JsonNode podSpec() {
        return pod().map(pod -> at(pod + "/spec")).orElseGet(() -> at("/none"));
    }

    public Stream<Container> containers() {
        return pod().stream().flatMap(pod -> Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> containers(pod + "/spec/" + list)));
    }

    private Stream<Container> containers(String list) {
        return elements(at(list))
                .map(json -> new Container(list + "/" + json.path("name").asText(), json));
    }

    /** The elements of a list, none of what is absent. */
    public static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** @param key where it stands, by its name instead of its number */
    public record Container(String key, JsonNode json) {
        public boolean lasts() {
            return key.contains("/containers/");
        }

        public JsonNode at(String pointer) {
            return json.at(pointer);
        }

        /** What the manifest says of a variable of the environment: its value, or nothing if it comes from elsewhere. */
        public Optional<String> variable(String name) {
            return elements(json.path("env"))
                    .filter(variable -> variable.path("name").asText().equals(name))
                    .map(variable -> variable.path("value").asText())
                    .findFirst();
        }
    }
}
