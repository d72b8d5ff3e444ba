package io.belastbar.chaos.system;

import java.util.Map;

/**
 * What a system under test consists of.
 *
 * @param system the id that all documents and addresses use
 * @param targets kind to registered target: {@code postgresql} to {@code smartbav-db}
 */
public record SystemDescription(String system, String name, String description, Map<String, String> targets) {
    public SystemDescription {
        targets = Map.copyOf(targets);
    }

    /** Whether the document names this registered target. */
    public boolean names(String target) {
        return targets.containsValue(target);
    }
}
