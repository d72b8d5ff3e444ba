package io.belastbar.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the faults of one document, so that its author sees all of them at once. Keeps the first fault of a place:
 * what follows from it says nothing new. Keeps as many as somebody reads; that there are more is said.
 */
public final class ErrorCollector {

    /** A document may have a fault at each of its values. */
    static final int KEPT_MAX = 1_000;

    private final Map<String, ProblemError> byPointer = new LinkedHashMap<>();
    private boolean more;

    /** Adds a fault at a node. */
    public void add(DocumentNode at, String rule, String received) {
        addAt(at.pointer(), new DocumentNode.Place(at.line(), at.column()), rule, received);
    }

    /** Adds a fault at a node with what the node says. */
    public void add(DocumentNode at, String rule) {
        add(at, rule, at.describe());
    }

    /** Adds a fault at the name of a field, where the name itself is wrong. */
    public void addAtKey(DocumentNode at, String rule, String received) {
        addAt(at.pointer(), at.key(), rule, received);
    }

    void addAt(String pointer, DocumentNode.Place place, String rule, String received) {
        if (byPointer.size() < KEPT_MAX) {
            byPointer.putIfAbsent(pointer, new ProblemError(pointer, place.line(), place.column(), rule, received));
        } else {
            more |= !byPointer.containsKey(pointer);
        }
    }

    public boolean isEmpty() {
        return byPointer.isEmpty();
    }

    /** The faults so far, in the order they were found. */
    public List<ProblemError> errors() {
        return List.copyOf(byPointer.values());
    }

    /**
     * Ends the collection.
     *
     * @throws InvalidInput with every fault, or the first {@value #KEPT_MAX}, if there is one
     */
    public void throwIfAny(String detail) {
        if (!byPointer.isEmpty()) {
            throw new InvalidInput(
                    more ? detail + " It has more faults than the first " + KEPT_MAX + ", which are shown." : detail,
                    errors());
        }
    }
}
