package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is applied together, seen from one object: names are looked for in its namespace. */
record Applied(List<Manifest> all, JsonNode namespace) {
    /** Of pods that an operator makes: the kind whose name the label has. */
    private static final Map<String, String> OF_AN_OPERATOR =
            Map.of("cnpg.io/cluster", "Cluster", "strimzi.io/cluster", "Kafka");

    static Applied around(Manifest manifest, List<Manifest> all) {
        return new Applied(all, manifest.at("/metadata/namespace"));
    }

    Stream<Manifest> here() {
        return all.stream().filter(other -> other.at("/metadata/namespace").equals(namespace));
    }

    Stream<Manifest> of(String kind) {
        return here().filter(other -> other.is(kind));
    }

    Collection<String> names(String kind) {
        return new TreeSet<>(of(kind).map(Manifest::name).toList());
    }

    /** Whoever makes pods that have all these labels. */
    Stream<Manifest> pods(JsonNode labels) {
        return here().filter(other -> other.pod()
                .filter(pod -> has(other.at(pod + "/metadata/labels"), labels))
                .isPresent());
    }

    /** The resource of an operator that makes pods with these labels. */
    Stream<Manifest> operated(JsonNode labels) {
        return OF_AN_OPERATOR.entrySet().stream()
                .filter(entry -> labels.has(entry.getKey()))
                .flatMap(entry -> of(entry.getValue()).filter(other -> other.name()
                        .equals(labels.path(entry.getKey()).asText())));
    }

    boolean selects(JsonNode labels) {
        return pods(labels).findAny().isPresent() || operated(labels).findAny().isPresent();
    }

    /** What a label could say to be right. */
    Collection<String> values(String label) {
        var values = new TreeSet<>(here().flatMap(other -> other.pod().stream()
                        .map(pod ->
                                other.at(pod + "/metadata/labels").path(label).asText()))
                .toList());
        if (OF_AN_OPERATOR.containsKey(label)) {
            values.addAll(names(OF_AN_OPERATOR.get(label)));
        }
        values.remove("");
        return values;
    }

    static boolean has(JsonNode labels, JsonNode asked) {
        return asked.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }
}
