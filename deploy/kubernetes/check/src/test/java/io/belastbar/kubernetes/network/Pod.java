package io.belastbar.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whoever may ask or be asked: a name for people, and the labels that policies know it by. */
record Pod(String name, Map<String, String> labels) {
    /**
     * Whether {@code matchLabels} of a selector are all its own; an empty selector selects every pod. Another kind of
     * selector is not read, and would seem to select every pod.
     */
    boolean matches(JsonNode selector) {
        if (selector.has("matchExpressions")) {
            throw new IllegalArgumentException("a selector should have matchLabels only: was " + selector);
        }
        return selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }
}
