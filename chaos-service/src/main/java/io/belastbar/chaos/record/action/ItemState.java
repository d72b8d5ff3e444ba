package io.belastbar.chaos.record.action;

import io.belastbar.document.InvalidInput;
import java.util.Arrays;
import java.util.Locale;

/** Which action items are asked for. */
public enum ItemState {
    ALL,
    OPEN,
    /** Open, and due before today. */
    OVERDUE;

    /** Of a query parameter; all if it is null. */
    static ItemState of(String name) {
        return name == null
                ? ALL
                : Arrays.stream(values())
                        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElseThrow(() -> InvalidInput.of("state", "must be one of all, open, overdue", name));
    }
}
