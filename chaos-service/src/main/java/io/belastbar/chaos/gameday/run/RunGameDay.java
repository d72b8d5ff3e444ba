package io.belastbar.chaos.gameday.run;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.belastbar.chaos.gameday.machine.Course;
import io.belastbar.chaos.gameday.machine.Decision;
import io.belastbar.chaos.gameday.machine.GameDayMachine;
import io.belastbar.chaos.gameday.machine.GameDayMachine.Turn;
import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.machine.Part;
import io.belastbar.chaos.gameday.machine.Plan;
import io.belastbar.chaos.gameday.machine.Seen;
import io.belastbar.chaos.gameday.measuring.Measured;
import io.belastbar.chaos.gameday.measuring.Measuring;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.gameday.store.TakenOver;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.web.problem.DomainFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One game day from its beginning to its end: hears what happens, asks the machine, stores, and has it done. */
final class RunGameDay {
    private static final System.Logger LOG = System.getLogger(RunGameDay.class.getName());
    private static final Duration LOOK = Duration.ofMillis(50);

    private final ActiveGameDay active;
    private final Plan plan;
    private final Means means;
    private final Hands hands = new Hands();
    private GameDay day;
    private boolean dirty;
    private boolean begun;
    private long lateUpTo;
    private volatile boolean stopping;

    /**
     * What a run needs of the service.
     *
     * @param storeMax how long our own database may be silent before a game day is ended
     */
    record Means(
            GameDayStore store,
            Watching watching,
            DoDeed deeds,
            UndoFaults undo,
            Measuring measuring,
            Duration storeMax) {}

    RunGameDay(GameDay day, ActiveGameDay active, Plan plan, Means means) {
        this.day = day;
        this.active = active;
        this.plan = plan;
        this.means = means;
    }

    /** The service stops: the undoing is begun, and goes on at another instance if it does not end in time. */
    void stop() {
        stopping = true;
        active.tell(new Happening.Aborted("service", "the service stops"));
    }

    /**
     * True once its end is stored.
     *
     * @throws TakenOver if another instance has taken it up; what was begun here is undone by then, however late it came
     */
    boolean run(Happening first) throws InterruptedException {
        Happening heard = first;
        if (first instanceof Happening.Resumed && day.course().touched()) {
            means.measuring().takeUp(day.id(), active.runbook());
        }
        try {
            while (true) {
                hear(heard);
                if (day.course().isOver() && !dirty) {
                    return true;
                }
                if (day.course().isOver() && stopping) {
                    return false;
                }
                if (dirty) {
                    keep();
                }
                heard = active.next(LOOK);
            }
        } catch (TakenOver other) {
            hands.leaveOff();
            if (begun) {
                // Whoever took it up undoes what it knows; a step of ours may have taken effect after that.
                hands.left();
                means.undo().undo(active);
            }
            throw other;
        } finally {
            hands.leaveOff();
            means.measuring().leave(day.id(), day.course().isOver());
        }
    }

    private void hear(Happening happening) {
        Turn turn = turn(happening);
        if (turn.notes().isEmpty()
                && turn.decisions().isEmpty()
                && turn.course().equals(day.course())) {
            return;
        }
        take(turn);
        boolean undoing = turn.decisions().stream().anyMatch(Decision.ClearFaults.class::isInstance);
        if (undoing) {
            // Nothing is worth waiting for before that, least of all a database that is away.
            turn.decisions().forEach(this::execute);
            keep();
        } else if (keep()) {
            turn.decisions().forEach(this::execute);
        } else {
            withoutStore(turn);
        }
    }

    /** What could not be stored is not begun, unless it belongs to the undoing. */
    private void withoutStore(Turn turn) {
        Course before = day.course();
        Turn lost = turn(new Happening.StoreLost());
        take(lost);
        if (before.phase() == day.course().phase()) {
            turn.decisions().forEach(this::execute);
        }
        lost.decisions().forEach(this::execute);
    }

    private Turn turn(Happening happening) {
        return GameDayMachine.hear(plan, day.course(), happening, active.now());
    }

    private void take(Turn turn) {
        day = day.in(turn.course(), active.now()).with(active.loads());
        turn.notes().forEach(note -> active.log().add(event(note)));
        dirty = true;
    }

    /** False if PostgreSQL is away; then it is tried again. */
    private boolean keep() {
        List<GameDayEvent> told = active.log().unstored();
        try {
            if (day.course().isOver()) {
                means.undo().tell(active);
            }
            Await.of(
                    means.store().store(new GameDayScene(day, active.runbook(), active.measured()), told, lateUpTo),
                    means.storeMax());
            if (!told.isEmpty()) {
                active.log().storedUpTo(told.getLast().id());
            }
            dirty = false;
            begun = day.course().touched();
            return true;
        } catch (RuntimeException failure) {
            if (!FailureMapper.isPassing(failure)) {
                throw failure;
            }
            lateUpTo = told.isEmpty() ? lateUpTo : told.getLast().id();
            LOG.log(WARNING, "game day not stored, trying again: gameDayId=" + day.id() + " reason=" + failure);
            return false;
        }
    }

    private void execute(Decision decision) {
        switch (decision) {
            case Decision.Do(Part part, int index) -> hands.start(() -> execute(part, index));
            case Decision.ProveSteadyState(Duration within) ->
                hands.start(() -> active.tell(means.watching().steady(active, within)));
            case Decision.BeginExercise begin -> {
                means.measuring().begin(day.id(), active.runbook());
                for (Expected condition : active.runbook().stopConditions()) {
                    hands.start(() -> means.watching().stop(active, condition));
                }
            }
            case Decision.LookAt look -> {
                Expected expected = active.runbook().expectations().get(look.expectation());
                hands.start(() -> {
                    Watching.Found found = means.watching().until(active, expected, look.since(), look.within());
                    if (found.result() == Seen.MET) {
                        means.measuring().met(active.id(), active.runbook(), expected.expectation());
                    }
                    active.tell(new Happening.Looked(look.expectation(), found.result(), found.details()));
                });
            }
            case Decision.LeaveOff leave -> hands.leaveOff();
            case Decision.ClearFaults clear ->
                hands.start(() -> {
                    // What was being injected is either known by then or never was begun.
                    hands.left();
                    active.tell(means.undo().undo(active));
                });
            case Decision.EndMeasuring end ->
                hands.start(() -> {
                    Measured measured = means.measuring().end(active.id(), active.runbook());
                    active.measured(measured.stored());
                    active.tell(new Happening.Measured(measured.result(), measured.why(), measured.details()));
                });
            case Decision.RaiseAlarm alarm ->
                LOG.log(ERROR, "steady state not regained: system=" + day.system() + " gameDayId=" + day.id());
        }
    }

    private void execute(Part part, int index) throws InterruptedException {
        Step step = steps(part).get(index);
        switch (step.deed()) {
            case Deed.Confirm confirm -> {}
            case Deed.Check check -> {
                Expected expected = new Expected(step.name(), Optional.empty(), step.limit(), check.expectation());
                Watching.Found found = means.watching().until(active, expected, active.since(), step.limit());
                if (found.result() == Seen.MET) {
                    means.measuring().done(active.id(), active.runbook(), step);
                }
                active.tell(new Happening.Checked(part, index, found.result(), found.details()));
            }
            default -> act(part, index, step);
        }
    }

    private void act(Part part, int index, Step step) throws InterruptedException {
        try {
            if (step.deed() instanceof Deed.Inject) {
                means.watching().before(active);
            }
            means.measuring().before(active.id(), active.runbook(), step);
            Map<String, String> details = means.deeds().act(active, step);
            means.measuring().done(active.id(), active.runbook(), step);
            active.tell(new Happening.Done(part, index, details));
        } catch (IOException | DomainFailure failure) {
            active.tell(new Happening.NotDone(part, index, FailureMapper.reason(failure)));
        } catch (RuntimeException failure) {
            LOG.log(WARNING, "step failed: gameDayId=" + day.id() + " step=" + step.name(), failure);
            active.tell(new Happening.NotDone(part, index, FailureMapper.reason(failure)));
        }
    }

    private List<Step> steps(Part part) {
        return switch (part) {
            case PREPARATION -> active.runbook().preparation();
            case EXERCISE -> active.runbook().steps();
            case ROLLBACK -> active.runbook().rollback();
        };
    }

    private GameDayEvent event(Note note) {
        Optional<Step> step = active.runbook()
                .everyStep()
                .filter(each -> each.name().equals(note.subject()))
                .findFirst();
        Map<String, String> details = new HashMap<>(note.details());
        details.put("subject", note.subject());
        if (note.kind() == Note.Kind.CONFIRMATION_AWAITED
                && step.map(Step::deed).orElse(null) instanceof Deed.Confirm(String role, String text)) {
            details.put("role", role);
            details.put("text", text);
        }
        return new GameDayEvent(
                active.log().nextId(),
                active.now(),
                day.course().phase().name(),
                note.kind().name(),
                step.map(each -> each.deed().type()).orElse("game-day"),
                note.subject(),
                step.flatMap(each -> each.deed().concerns()).orElse(null),
                note.by(),
                details);
    }
}
