package io.belastbar.capacity.plan.reading;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.Set;

/** The keys of a mapping that has years beside its fields. */
final class Keys {
    private Keys() {}

    /** Adds a fault for each key that is neither known nor says a time. */
    static void rejectUnknown(DocumentNode node, Set<String> known, ErrorCollector errors) {
        node.fields().forEach((key, value) -> {
            if (!known.contains(key) && PlanKey.of(key).isEmpty()) {
                errors.addAtKey(
                        value,
                        "unknown key; known here: current, end_2026 (any year), "
                                + String.join(", ", known.stream().sorted().toList()),
                        key);
            }
        });
    }
}
