package io.belastbar.chaos.dora.handover;

import io.belastbar.report.Sentence;
import java.util.List;
import java.util.UUID;

/**
 * A point of a hand-over checklist, with what game days have to say of it.
 *
 * @param shownBy the record's entries that show it
 * @param missing the runbooks that do not show it, though they should
 */
public record Point(
        Receiver receiver,
        Question question,
        Standing standing,
        Sentence because,
        List<Proof> shownBy,
        List<String> missing) {
    public Point {
        shownBy = List.copyOf(shownBy);
        missing = List.copyOf(missing);
    }

    /** Who asks. */
    public enum Receiver {
        DEVOPS,
        COMPLIANCE,
        PACKAGE
    }

    /** What they ask, in the order of the checklists. */
    public enum Question {
        DASHBOARDS,
        CAPACITY_ALERTS,
        RUNBOOKS_SIMULATED,
        LOAD_TESTS,
        RECOVERY_VALIDATED,
        TESTS_DOCUMENTED,
        IN_THE_MATRIX,
        RESPONSE_VERIFIED,
        IN_THE_RISK_REGISTER,
        GAME_DAY_HELD
    }

    /** What can be said of it. */
    public enum Standing {
        SHOWN,
        PARTLY,
        NOT_SHOWN,
        /** No game day shows it: other parts of the hand-over do. */
        ELSEWHERE
    }

    /** @param entries of the record, by their numbers */
    public record Proof(UUID gameDay, String runbook, List<Long> entries) {
        public Proof {
            entries = List.copyOf(entries);
        }
    }
}
