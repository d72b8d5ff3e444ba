package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which endpoints, tags and statements of a budget a scenario shows. */
final class CoversParser {

    private static final String KEY = "covers";

    private CoversParser() {}

    /** At least one name, each once; none if the scenario does not say. */
    static List<String> covers(DocumentNode root, ErrorCollector errors) {
        Optional<DocumentNode> found = root.optional(KEY);
        if (found.isEmpty() || !found.get().requireSequence(errors)) {
            return List.of();
        }
        if (found.get().items().isEmpty()) {
            errors.add(found.get(), "must name what the scenario shows; leave it out if it shows all", "none");
        }
        List<String> names = new ArrayList<>();
        for (DocumentNode item : found.get().items()) {
            item.asName(errors).map(String::strip).ifPresent(name -> add(name, item, names, errors));
        }
        return names;
    }

    private static void add(String name, DocumentNode item, List<String> names, ErrorCollector errors) {
        if (name.isEmpty()) {
            errors.add(item, "must be an endpoint, a tag or a statement of the budget; * stands for anything");
        } else if (names.contains(name)) {
            errors.add(item, "must be named once");
        } else {
            names.add(name);
        }
    }
}
