package io.belastbar.capacity.history.upload;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;

/** The faults of an upload: the first are kept, the others counted. */
final class Faults {

    static final int SHOWN_MAX = 50;

    private final List<ProblemError> shown = new ArrayList<>();
    private long count;

    void add(String pointer, Integer line, Integer column, String rule, String received) {
        count++;
        if (shown.size() < SHOWN_MAX) {
            shown.add(new ProblemError(pointer, line, column, rule, received));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Ends the collection.
     *
     * @throws InvalidInput if there is a fault
     */
    void throwIfAny() {
        if (count > 0) {
            throw new InvalidInput("this is no history. Nothing was stored." + more(), shown);
        }
    }

    private String more() {
        return count > SHOWN_MAX ? " It has " + count + " faults; the first " + SHOWN_MAX + " are shown." : "";
    }
}
