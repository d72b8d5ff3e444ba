package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.Note.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How a game day goes from step to step, and what follows from each, and from what is expected. */
abstract class Stepping extends Undoing {

    Stepping(Plan plan, Course course, Instant now) {
        super(plan, course, now);
    }

    /** Begins whatever is due next. */
    @Override
    void goOn() {
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

    @Override
    void start(Part part, int index) {
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

    void done(Part part, int index, Map<String, String> details) {
        Plan.Item item = plan.of(part).get(index);
        note(Kind.STEP_DONE, item.name(), details);
        if (part == Part.EXERCISE) {
            boolean first = item.kind() == Plan.Kind.INJECT && isFirstInjection(index);
            lookAfter(index, first);
        }
        next(part);
    }

    void notDone(Part part, int index, String reason) {
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

    void checked(Happening.Checked checked) {
        String name = plan.of(checked.part()).get(checked.index()).name();
        note(kind(checked.result()), name, checked.details());
        judge(checked.result(), "check " + name);
        if (checked.part() == Part.PREPARATION && checked.result() != Seen.MET) {
            giveUp("preparation " + name);
        } else {
            done(checked.part(), checked.index(), Map.of());
        }
    }

    void confirmed(Happening.Confirmed confirmed) {
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

    void next(Part part) {
        if (part == Part.ROLLBACK) {
            rollBackFurther();
        } else {
            course = course.at(course.next() + 1, Optional.empty());
            goOn();
        }
    }

    @Override
    void lookAfter(int step, boolean firstInjection) {
        for (int i = 0; i < plan.expectations().size(); i++) {
            Plan.Hope hope = plan.expectations().get(i);
            boolean due = hope.after() == step || hope.after() < 0 && firstInjection;
            if (due && !course.begun().get(i)) {
                lookAt(i);
            }
        }
    }

    void lookAt(int expectation) {
        course = course.lookingAt(expectation);
        decisions.add(new Decision.LookAt(
                expectation, now, plan.expectations().get(expectation).deadline()));
    }

    void looked(Happening.Looked looked) {
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
}
