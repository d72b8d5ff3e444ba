package io.belastbar.chaos.gameday.check;

import io.belastbar.chaos.gameday.machine.Part;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import java.util.List;
import java.util.Optional;

/** Where the text of a runbook that was read without faults says what. */
final class RunbookPlaces {
    private final DocumentNode root;

    private RunbookPlaces(DocumentNode root) {
        this.root = root;
    }

    /** @param line from 1 */
    record Place(String pointer, Integer line, Integer column) {}

    static RunbookPlaces of(String text) {
        return new RunbookPlaces(DocumentParser.parse(text));
    }

    Place step(Part part, int index) {
        return item(
                root.optional(
                        switch (part) {
                            case PREPARATION -> "preparation";
                            case EXERCISE -> "steps";
                            case ROLLBACK -> "rollback";
                        }),
                index);
    }

    Place ofTheSteadyState(int index) {
        return item(root.optional("steady-state").flatMap(node -> node.optional("expect")), index);
    }

    Place expectation(int index) {
        return item(root.optional("expectations"), index);
    }

    Place stopCondition(int index) {
        return item(root.optional("stop-conditions"), index);
    }

    private Place item(Optional<DocumentNode> list, int index) {
        List<DocumentNode> items = list.map(DocumentNode::items).orElse(List.of());
        DocumentNode found = index < items.size() ? items.get(index) : root;
        return new Place(found.pointer(), found.line(), found.column());
    }
}
