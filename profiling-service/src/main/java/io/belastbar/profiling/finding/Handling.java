package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.FindingRegister.NotAllowed;
import io.belastbar.profiling.finding.FindingRegister.Step;
import io.belastbar.profiling.finding.history.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What people do with a finding beside deciding. All of it stands in its history.
 *
 * <ul>
 *   <li>Anybody who may decide may write something about it, say who is to act, and by when.
 *   <li>Measured anew: what is over is RESOLVED, what is not is OPEN; what was accepted or rejected stays so, and the
 *       measurement stands with it.
 * </ul>
 */
public final class Handling {
    private Handling() {}

    /**
     * What is to change; null: stays as it is.
     *
     * @param responsible a role
     * @param assignee a person; empty for nobody
     * @param due from when on it is overdue; {@link Instant#MAX} for never
     */
    public record Assignment(String responsible, String assignee, Instant due) {}

    public static Step comment(Finding finding, String by, String text, Instant now) {
        return new Step(
                new FindingDraft(finding)
                        .noted(finding.history().getLast().noted(HistoryEntry.Kind.COMMENTED, by, text, now)),
                List.of());
    }

    public static Step assign(Finding finding, Assignment to, String by, Instant now) {
        FindingDraft assigned = new FindingDraft(finding);
        List<String> said = new ArrayList<>();
        if (to.responsible() != null) {
            assigned.responsible = to.responsible();
            said.add("responsible: " + to.responsible());
        }
        if (to.assignee() != null) {
            assigned.assignee = to.assignee().isEmpty() ? null : to.assignee();
            said.add("assignee: " + (to.assignee().isEmpty() ? "nobody" : to.assignee()));
        }
        if (to.due() != null) {
            assigned.dueAt = to.due().equals(Instant.MAX) ? null : to.due();
            assigned.overdue = false;
            said.add("due: " + (assigned.dueAt == null ? "never" : assigned.dueAt));
        }
        HistoryEntry entry =
                finding.history().getLast().noted(HistoryEntry.Kind.ASSIGNED, by, String.join(", ", said), now);
        return new Step(assigned.noted(entry), List.of());
    }

    /**
     * After it was measured anew.
     *
     * @throws NotAllowed if it counts for another finding
     */
    public static Step verified(Finding finding, Verification measured) {
        if (finding.mergedInto() != null) {
            throw new NotAllowed(finding.number() + " is merged into " + finding.mergedInto() + ": measure that one");
        }
        String said = measured.measured() + ": " + measured.before() + " → " + measured.after();
        FindingDraft verified = new FindingDraft(finding);
        verified.verification = measured;
        FindingStatus to = measured.over() ? FindingStatus.RESOLVED : FindingStatus.OPEN;
        boolean decided = finding.status() == FindingStatus.ACCEPTED || finding.status() == FindingStatus.REJECTED;
        boolean stays =
                decided || finding.status() == to || !measured.over() && finding.status() == FindingStatus.IN_PROGRESS;
        return stays
                ? new Step(
                        verified.noted(finding.history()
                                .getLast()
                                .noted(HistoryEntry.Kind.VERIFIED, measured.by(), said, measured.at())),
                        List.of())
                : FindingRegister.moved(verified.done(), to, new Decision(measured.by(), measured.at(), said, null));
    }
}
