package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.Course.Verdict;
import io.belastbar.chaos.gameday.machine.Note.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a game day stands while something that happened is heard, and what follows from it. */
abstract class MachineState {

    /** How much longer than its limit whoever does something may take to say so. */
    static final Duration GRACE = Duration.ofSeconds(15);

    final Plan plan;
    final Instant now;
    final List<Decision> decisions = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    Course course;

    MachineState(Plan plan, Course course, Instant now) {
        this.plan = plan;
        this.course = course;
        this.now = now;
    }

    static Kind kind(Seen result) {
        return switch (result) {
            case MET -> Kind.EXPECTATION_MET;
            case MISSED -> Kind.EXPECTATION_MISSED;
            case UNKNOWN, OPEN -> Kind.EXPECTATION_UNKNOWN;
        };
    }

    void judge(Seen result, String what) {
        switch (result) {
            case MET -> {}
            case MISSED -> judge(course.verdict().failedBy(what));
            case UNKNOWN, OPEN -> judge(course.verdict().unknownBy(what));
        }
    }

    void judge(Verdict verdict) {
        course = course.judged(verdict);
    }

    void enter(Phase phase, boolean busy) {
        course = course.in(phase, busy ? Optional.of(now) : Optional.empty());
        note(Kind.PHASE_ENTERED, phase.name(), Map.of());
    }

    /** Whoever does something says itself when its limit has passed; for people nobody does. */
    Duration patience() {
        Duration limit = item().limit();
        return item().kind() == Plan.Kind.CONFIRM ? limit : limit.plus(GRACE);
    }

    Part part() {
        return switch (course.phase()) {
            case PLANNED, PREPARING, STEADY_STATE -> Part.PREPARATION;
            case RUNNING -> Part.EXERCISE;
            case ROLLING_BACK, VERIFYING, ENDED -> Part.ROLLBACK;
        };
    }

    Plan.Item item() {
        int index = course.phase() == Phase.ROLLING_BACK ? course.next() - 1 : course.next();
        return plan.of(part()).get(index);
    }

    boolean isUnderWay(Part part, int index) {
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

    boolean isFirstInjection(int index) {
        return plan.steps().subList(0, index).stream().noneMatch(item -> item.kind() == Plan.Kind.INJECT);
    }

    void note(Kind kind, String subject, Map<String, String> details) {
        notes.add(new Note(kind, subject, Note.ITSELF, details));
    }
}
