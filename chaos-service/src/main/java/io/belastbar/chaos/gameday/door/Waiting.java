package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.machine.Course;
import io.belastbar.chaos.gameday.machine.Phase;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * For whom a game day waits.
 *
 * @param until when the step fails if nobody has spoken by then
 */
record Waiting(String step, String role, String text, Instant since, Instant until) {

    /** Empty unless a manual step is under way. */
    static Optional<Waiting> of(Course course, Runbook runbook) {
        boolean undoing = course.phase() == Phase.ROLLING_BACK;
        int index = undoing ? course.next() - 1 : course.next();
        List<Step> steps =
                switch (course.phase()) {
                    case PREPARING -> runbook.preparation();
                    case RUNNING -> runbook.steps();
                    case ROLLING_BACK -> runbook.rollback();
                    case PLANNED, STEADY_STATE, VERIFYING, ENDED -> List.of();
                };
        if (index < 0 || index >= steps.size()) {
            return Optional.empty();
        }
        Step step = steps.get(index);
        return course.busySince()
                .filter(since -> step.deed() instanceof Deed.Confirm)
                .map(since -> {
                    Deed.Confirm manual = (Deed.Confirm) step.deed();
                    return new Waiting(step.name(), manual.role(), manual.text(), since, since.plus(step.limit()));
                });
    }
}
