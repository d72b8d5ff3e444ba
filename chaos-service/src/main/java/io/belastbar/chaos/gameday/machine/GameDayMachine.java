package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.Note.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The course of a game day, without a clock, a database or a network: it hears what happened and decides what is to be
 * done. What comes late or does not fit changes nothing.
 */
public final class GameDayMachine extends Stepping {

    private GameDayMachine(Plan plan, Course course, Instant now) {
        super(plan, course, now);
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
}
