package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.Course.Verdict;
import io.belastbar.chaos.gameday.machine.Note.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is proven of a game day, before and after, and how it is ended: what was done is undone first. */
abstract class Undoing extends MachineState {

    /** How long the taking back of all faults may take. */
    static final Duration CLEARING_MAX = Duration.ofMinutes(1);

    Undoing(Plan plan, Course course, Instant now) {
        super(plan, course, now);
    }

    abstract void start(Part part, int index);

    abstract void goOn();

    abstract void lookAfter(int step, boolean firstInjection);

    void steady(boolean proven, Map<String, String> details) {
        if (course.busySince().isEmpty()) {
            return;
        }
        if (course.phase() == Phase.STEADY_STATE) {
            note(proven ? Kind.STEADY : Kind.NOT_STEADY, "steady-state", details);
            if (proven) {
                run();
            } else {
                giveUp("steady state missed");
            }
        } else if (course.phase() == Phase.VERIFYING && !isMeasuring()) {
            note(proven ? Kind.REGAINED : Kind.NOT_REGAINED, "steady-state", details);
            if (!proven) {
                judge(course.verdict().notRegainedBy("steady state not regained"));
                decisions.add(new Decision.RaiseAlarm());
            }
            if (plan.measuring().isPresent()) {
                measure();
            } else {
                end();
            }
        }
    }

    void run() {
        enter(Phase.RUNNING, false);
        course = course.from(now);
        decisions.add(new Decision.BeginExercise());
        if (plan.steps().stream().noneMatch(item -> item.kind() == Plan.Kind.INJECT)) {
            lookAfter(Integer.MAX_VALUE, true);
        }
        goOn();
    }

    /** In this phase, {@code next} is 0 while the steady state is proven, and 1 from then on. */
    void measure() {
        course = course.at(1, Optional.of(now));
        decisions.add(new Decision.EndMeasuring());
    }

    boolean isMeasuring() {
        return course.phase() == Phase.VERIFYING && course.next() == 1;
    }

    void measured(Seen result, String why, Map<String, String> details) {
        if (isMeasuring()) {
            note(Kind.MEASURED, "recovery", details);
            judge(result, why);
            end();
        }
    }

    /** Ends it before its time: what was done is undone first; an undoing is never given up. */
    void giveUp(String why) {
        switch (course.phase()) {
            case PLANNED, PREPARING, STEADY_STATE -> {
                judge(course.verdict().abortedBy(why));
                decisions.add(new Decision.LeaveOff());
                end();
            }
            case RUNNING -> {
                judge(course.verdict().abortedBy(why));
                rollBack();
            }
            case ROLLING_BACK, VERIFYING, ENDED -> {}
        }
    }

    void rollBack() {
        if (!course.touched()) {
            decisions.add(new Decision.LeaveOff());
            end();
            return;
        }
        for (int i = 0; i < course.seen().size(); i++) {
            if (course.seen().get(i) == Seen.OPEN) {
                course = course.saw(i, Seen.UNKNOWN);
            }
        }
        enter(Phase.ROLLING_BACK, false);
        decisions.add(new Decision.LeaveOff());
        clear();
    }

    /** In this phase, {@code next} is 0 while the faults are taken back, and then counts the steps begun. */
    void clear() {
        course = course.at(0, Optional.of(now));
        decisions.add(new Decision.ClearFaults());
    }

    boolean isClearing() {
        return course.phase() == Phase.ROLLING_BACK && course.next() == 0;
    }

    void cleared(boolean all, String reason) {
        if (!isClearing()) {
            return;
        }
        if (all) {
            note(Kind.FAULTS_TAKEN_BACK, "faults", Map.of());
        } else {
            note(Kind.FAULTS_NOT_TAKEN_BACK, "faults", Map.of("reason", reason));
            judge(course.verdict().failedBy("faults not taken back"));
        }
        rollBackFurther();
    }

    void rollBackFurther() {
        int index = course.next();
        if (index < plan.rollback().size()) {
            course = course.at(index + 1, Optional.of(now));
            start(Part.ROLLBACK, index);
        } else {
            enter(Phase.VERIFYING, true);
            prove(plan.regainedWithin());
        }
    }

    void prove(Duration within) {
        course = course.at(course.next(), Optional.of(now));
        decisions.add(new Decision.ProveSteadyState(within));
    }

    void end() {
        enter(Phase.ENDED, false);
        Verdict verdict = course.verdict();
        note(
                Kind.GAME_DAY_ENDED,
                verdict.outcome().name(),
                verdict.reason().isEmpty() ? Map.of() : Map.of("reason", verdict.reason()));
    }
}
