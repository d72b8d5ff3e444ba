package io.belastbar.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whoever may ask or be asked: a name for people, and the labels that policies know it by. */
record Pod(String name, Map<String, String> labels) {
    /** Whether {@code matchLabels} of a selector are all its own; an empty selector selects every pod. */
    boolean matches(JsonNode selector) {
        return selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }
}
