package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.Course.Verdict;
import io.belastbar.chaos.gameday.machine.Note.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The course of a game day, without a clock, a database or a network: it hears what happened and decides what is to be
 * done. What comes late or does not fit changes nothing.
 */
public final class GameDayMachine {

    /** How much longer than its limit whoever does something may take to say so. */
    static final Duration GRACE = Duration.ofSeconds(15);

    /** How long the taking back of all faults may take. */
    static final Duration CLEARING_MAX = Duration.ofMinutes(1);

    private final Plan plan;
    private final Instant now;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private Course course;

    private GameDayMachine(Plan plan, Course course, Instant now) {
        this.plan = plan;
        this.course = course;
        this.now = now;
    }

    /** What follows from a happening. */
    public record Turn(Course course, List<Decision> decisions, List<Note> notes) {
        public Turn {
            decisions = List.copyOf(decisions);
            notes = List.copyOf(notes);
        }
    }

    /** Hears of something. */
    public static Turn hear(Plan plan, Course course, Happening happening, Instant now) {
        GameDayMachine machine = new GameDayMachine(plan, course, now);
        if (!course.isOver()) {
            machine.hear(happening);
        }
        return new Turn(machine.course, machine.decisions, machine.notes);
    }

    private void hear(Happening happening) {
        switch (happening) {
            case Happening.Begun begun -> begin();
            case Happening.Resumed(String by) -> resume(by);
            case Happening.Clock clock -> tick();
            case Happening.Done(Part part, int index, Map<String, String> details) -> {
                if (isUnderWay(part, index)) {
                    done(part, index, details);
                }
            }
            case Happening.NotDone(Part part, int index, String reason) -> {
                if (isUnderWay(part, index)) {
                    notDone(part, index, reason);
                }
            }
            case Happening.Checked checked -> {
                if (isUnderWay(checked.part(), checked.index())) {
                    checked(checked);
                }
            }
            case Happening.Confirmed confirmed -> {
                if (isUnderWay(confirmed.part(), confirmed.index())
                        && plan.of(confirmed.part()).get(confirmed.index()).kind() == Plan.Kind.CONFIRM) {
                    confirmed(confirmed);
                }
            }
            case Happening.Steady(boolean proven, Map<String, String> details) -> steady(proven, details);
            case Happening.Looked looked -> looked(looked);
            case Happening.SightChanged(String name, boolean lost, String reason) ->
                note(
                        lost ? Kind.SIGHT_LOST : Kind.SIGHT_REGAINED,
                        name,
                        reason.isEmpty() ? Map.of() : Map.of("reason", reason));
            case Happening.StopConditionMet(String name, Map<String, String> details) -> {
                if (course.phase() == Phase.RUNNING) {
                    note(Kind.STOP_CONDITION_MET, name, details);
                    judge(course.verdict().failedBy("stop condition " + name));
                    rollBack();
                }
            }
            case Happening.Cleared(boolean all, String reason) -> cleared(all, reason);
            case Happening.Measured(Seen result, String why, Map<String, String> details) ->
                measured(result, why, details);
            case Happening.Aborted(String by, String reason) -> {
                notes.add(new Note(Kind.ABORT_REQUESTED, "abort", by, Map.of("reason", reason)));
                giveUp("aborted by " + by);
            }
            case Happening.StoreLost lost -> {
                note(Kind.STORE_LOST, "own-database", Map.of());
                giveUp("own database away");
            }
        }
    }

    private void begin() {
        if (course.phase() == Phase.PLANNED) {
            enter(Phase.PREPARING, false);
            course = course.from(now.plus(plan.lead()));
            goOn();
        }
    }

    /** What was prepared stays prepared; an exercise whose time line is torn is undone; an undoing goes on. */
    private void resume(String by) {
        notes.add(new Note(Kind.RESUMED, course.phase().name(), by, Map.of()));
        switch (course.phase()) {
            case PLANNED -> begin();
            case PREPARING -> {
                course = course.at(course.next(), Optional.empty());
                goOn();
            }
            case STEADY_STATE -> prove(plan.steadyWithin());
            case RUNNING -> {
                judge(course.verdict().abortedBy("its instance was lost"));
                rollBack();
            }
            case ROLLING_BACK -> clear();
            case VERIFYING -> {
                if (isMeasuring()) {
                    measure();
                } else {
                    prove(plan.regainedWithin());
                }
            }
            case ENDED -> {}
        }
    }

    private void tick() {
        Optional<Duration> taken = course.busySince().map(since -> Duration.between(since, now));
        switch (course.phase()) {
            case PREPARING, RUNNING -> {
                if (taken.isEmpty()) {
                    goOn();
                } else if (taken.get().compareTo(patience()) > 0) {
                    notDone(part(), course.next(), "it did not end in time");
                }
            }
            case STEADY_STATE -> {
                if (taken.filter(time -> time.compareTo(plan.steadyWithin().plus(GRACE)) > 0)
                        .isPresent()) {
                    steady(false, Map.of("reason", "the proof did not end in time"));
                }
            }
            case ROLLING_BACK -> {
                Duration limit = isClearing() ? CLEARING_MAX : patience();
                if (taken.filter(time -> time.compareTo(limit) > 0).isPresent()) {
                    if (isClearing()) {
                        cleared(false, "it did not end in time");
                    } else {
                        notDone(Part.ROLLBACK, course.next() - 1, "it did not end in time");
                    }
                }
            }
            case VERIFYING -> {
                Duration limit = isMeasuring() ? plan.measuring().orElse(Duration.ZERO) : plan.regainedWithin();
                if (taken.filter(time -> time.compareTo(limit.plus(GRACE)) > 0).isPresent()) {
                    if (isMeasuring()) {
                        measured(Seen.UNKNOWN, "measuring", Map.of("reason", "it did not end in time"));
                    } else {
                        steady(false, Map.of("reason", "the proof did not end in time"));
                    }
                }
            }
            case PLANNED, ENDED -> {}
        }
    }

    /** Begins whatever is due next. */
    private void goOn() {
        boolean more = course.next() < plan.of(part()).size();
        Instant base = course.base().orElse(now);
        if (course.phase() == Phase.PREPARING && !more) {
            if (!now.isBefore(base)) {
                enter(Phase.STEADY_STATE, true);
                prove(plan.steadyWithin());
            }
        } else if (course.phase() == Phase.RUNNING && !more) {
            if (course.isSettled()) {
                rollBack();
            }
        } else if (!now.isBefore(base.plus(item().at()))) {
            start(part(), course.next());
        }
    }

    private void start(Part part, int index) {
        Plan.Item item = plan.of(part).get(index);
        course = course.at(course.next(), Optional.of(now));
        if (part == Part.EXERCISE) {
            // Before it is done: whoever takes up what was lost here must undo it.
            course = course.touching();
        }
        note(Kind.STEP_BEGUN, item.name(), Map.of());
        if (item.kind() == Plan.Kind.CONFIRM) {
            if (plan.unattended()) {
                notDone(part, index, "nobody is there to confirm it: the game day is unattended");
                return;
            }
            note(Kind.CONFIRMATION_AWAITED, item.name(), Map.of("step", Integer.toString(index)));
        }
        decisions.add(new Decision.Do(part, index));
    }

    private void done(Part part, int index, Map<String, String> details) {
        Plan.Item item = plan.of(part).get(index);
        note(Kind.STEP_DONE, item.name(), details);
        if (part == Part.EXERCISE) {
            boolean first = item.kind() == Plan.Kind.INJECT && isFirstInjection(index);
            lookAfter(index, first);
        }
        next(part);
    }

    private void notDone(Part part, int index, String reason) {
        Plan.Item item = plan.of(part).get(index);
        note(Kind.STEP_NOT_DONE, item.name(), Map.of("reason", reason));
        switch (part) {
            case PREPARATION -> giveUp("preparation " + item.name());
            case EXERCISE -> {
                String why = "step " + item.name();
                judge(
                        item.kind() == Plan.Kind.INJECT
                                ? course.verdict().abortedBy(why)
                                : course.verdict().failedBy(why));
                rollBack();
            }
            case ROLLBACK -> {
                judge(course.verdict().failedBy("rollback " + item.name()));
                next(part);
            }
        }
    }

    private void checked(Happening.Checked checked) {
        String name = plan.of(checked.part()).get(checked.index()).name();
        note(kind(checked.result()), name, checked.details());
        judge(checked.result(), "check " + name);
        if (checked.part() == Part.PREPARATION && checked.result() != Seen.MET) {
            giveUp("preparation " + name);
        } else {
            done(checked.part(), checked.index(), Map.of());
        }
    }

    private void confirmed(Happening.Confirmed confirmed) {
        String name = plan.of(confirmed.part()).get(confirmed.index()).name();
        notes.add(new Note(
                confirmed.accepted() ? Kind.CONFIRMED : Kind.DENIED,
                name,
                confirmed.by(),
                Map.of("note", confirmed.note())));
        if (confirmed.accepted()) {
            done(confirmed.part(), confirmed.index(), Map.of());
        } else {
            notDone(confirmed.part(), confirmed.index(), "denied by " + confirmed.by());
        }
    }

    private void next(Part part) {
        if (part == Part.ROLLBACK) {
            rollBackFurther();
        } else {
            course = course.at(course.next() + 1, Optional.empty());
            goOn();
        }
    }

    private void lookAfter(int step, boolean firstInjection) {
        for (int i = 0; i < plan.expectations().size(); i++) {
            Plan.Hope hope = plan.expectations().get(i);
            boolean due = hope.after() == step || hope.after() < 0 && firstInjection;
            if (due && !course.begun().get(i)) {
                lookAt(i);
            }
        }
    }

    private void lookAt(int expectation) {
        course = course.lookingAt(expectation);
        decisions.add(new Decision.LookAt(
                expectation, now, plan.expectations().get(expectation).deadline()));
    }

    private boolean isFirstInjection(int index) {
        return plan.steps().subList(0, index).stream().noneMatch(item -> item.kind() == Plan.Kind.INJECT);
    }

    private void looked(Happening.Looked looked) {
        int index = looked.expectation();
        if (course.phase() != Phase.RUNNING || course.seen().get(index) != Seen.OPEN || looked.result() == Seen.OPEN) {
            return;
        }
        String name = plan.expectations().get(index).name();
        course = course.saw(index, looked.result());
        note(kind(looked.result()), name, looked.details());
        judge(looked.result(), "expectation " + name);
        if (course.busySince().isEmpty()) {
            goOn();
        }
    }

    private static Kind kind(Seen result) {
        return switch (result) {
            case MET -> Kind.EXPECTATION_MET;
            case MISSED -> Kind.EXPECTATION_MISSED;
            case UNKNOWN, OPEN -> Kind.EXPECTATION_UNKNOWN;
        };
    }

    private void judge(Seen result, String what) {
        switch (result) {
            case MET -> {}
            case MISSED -> judge(course.verdict().failedBy(what));
            case UNKNOWN, OPEN -> judge(course.verdict().unknownBy(what));
        }
    }

    private void judge(Verdict verdict) {
        course = course.judged(verdict);
    }

    private void steady(boolean proven, Map<String, String> details) {
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

    /** In this phase, {@code next} is 0 while the steady state is proven, and 1 from then on. */
    private void measure() {
        course = course.at(1, Optional.of(now));
        decisions.add(new Decision.EndMeasuring());
    }

    private boolean isMeasuring() {
        return course.phase() == Phase.VERIFYING && course.next() == 1;
    }

    private void measured(Seen result, String why, Map<String, String> details) {
        if (isMeasuring()) {
            note(Kind.MEASURED, "recovery", details);
            judge(result, why);
            end();
        }
    }

    private void run() {
        enter(Phase.RUNNING, false);
        course = course.from(now);
        decisions.add(new Decision.BeginExercise());
        if (plan.steps().stream().noneMatch(item -> item.kind() == Plan.Kind.INJECT)) {
            lookAfter(Integer.MAX_VALUE, true);
        }
        goOn();
    }

    private void prove(Duration within) {
        course = course.at(course.next(), Optional.of(now));
        decisions.add(new Decision.ProveSteadyState(within));
    }

    /** Ends it before its time: what was done is undone first; an undoing is never given up. */
    private void giveUp(String why) {
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

    private void rollBack() {
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
    private void clear() {
        course = course.at(0, Optional.of(now));
        decisions.add(new Decision.ClearFaults());
    }

    private boolean isClearing() {
        return course.phase() == Phase.ROLLING_BACK && course.next() == 0;
    }

    private void cleared(boolean all, String reason) {
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

    private void rollBackFurther() {
        int index = course.next();
        if (index < plan.rollback().size()) {
            course = course.at(index + 1, Optional.of(now));
            start(Part.ROLLBACK, index);
        } else {
            enter(Phase.VERIFYING, true);
            prove(plan.regainedWithin());
        }
    }

    private void end() {
        enter(Phase.ENDED, false);
        Verdict verdict = course.verdict();
        note(
                Kind.GAME_DAY_ENDED,
                verdict.outcome().name(),
                verdict.reason().isEmpty() ? Map.of() : Map.of("reason", verdict.reason()));
    }

    private void enter(Phase phase, boolean busy) {
        course = course.in(phase, busy ? Optional.of(now) : Optional.empty());
        note(Kind.PHASE_ENTERED, phase.name(), Map.of());
    }

    /** Whoever does something says itself when its limit has passed; for people nobody does. */
    private Duration patience() {
        Duration limit = item().limit();
        return item().kind() == Plan.Kind.CONFIRM ? limit : limit.plus(GRACE);
    }

    private Part part() {
        return switch (course.phase()) {
            case PLANNED, PREPARING, STEADY_STATE -> Part.PREPARATION;
            case RUNNING -> Part.EXERCISE;
            case ROLLING_BACK, VERIFYING, ENDED -> Part.ROLLBACK;
        };
    }

    private Plan.Item item() {
        int index = course.phase() == Phase.ROLLING_BACK ? course.next() - 1 : course.next();
        return plan.of(part()).get(index);
    }

    private boolean isUnderWay(Part part, int index) {
        int current = course.phase() == Phase.ROLLING_BACK ? course.next() - 1 : course.next();
        boolean working = course.phase() == Phase.PREPARING
                || course.phase() == Phase.RUNNING
                || course.phase() == Phase.ROLLING_BACK;
        return working
                && part == part()
                && index == current
                && index >= 0
                && course.busySince().isPresent();
    }

    private void note(Kind kind, String subject, Map<String, String> details) {
        notes.add(new Note(kind, subject, Note.ITSELF, details));
    }
}
