package io.belastbar.chaos.runbook;

import io.belastbar.report.Sentence;
import java.util.List;

/**
 * From which language a runbook was read, and what was lost on the way.
 *
 * @param notPossible what cannot be carried out here; nothing of it stands in the runbook
 * @param notes what is done otherwise than where it comes from
 */
public record Origin(String language, List<NotPossible> notPossible, List<Sentence> notes) {
    /** Our own language, in which everything can be said. */
    public static final Origin OWN = new Origin("belastbar", List.of(), List.of());

    public Origin {
        notPossible = List.copyOf(notPossible);
        notes = List.copyOf(notes);
    }
}
