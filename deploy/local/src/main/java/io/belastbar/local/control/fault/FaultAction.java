package io.belastbar.local.control.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is done to a child for a while. In all cases the supervision leaves it alone meanwhile. */
public enum FaultAction {
    /** It is asked to end, as in good order. */
    STOP,
    /** It ends at once with all its processes, as in a crash. */
    KILL,
    /** All its processes stand still: it keeps its connections, and answers nothing. */
    FREEZE,
    /** Nothing, but it is not started again should it end. */
    HOLD;

    /** In a document. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FaultAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultAction::word).toList();
    }
}
