package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.gameday.machine.GameDayMachine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A game day played on paper, with a clock that the test moves. */
final class Play {
    static final Instant START = Instant.parse("2026-03-15T08:00:00Z");

    final Plan plan;
    final List<Decision> decisions = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    Course course;
    Instant now = START;

    Play(Plan plan) {
        this.plan = plan;
        this.course = Course.planned(plan);
    }

    static Plan.Item item(String name, int atSeconds, Plan.Kind kind) {
        return new Plan.Item(name, Duration.ofSeconds(atSeconds), Duration.ofMinutes(1), kind);
    }

    /** A backup, a fault, a promotion at five minutes, one expectation, one thing to roll back. */
    static Plan plan(boolean unattended, Plan.Item... more) {
        return plan(unattended, Optional.empty(), more);
    }

    /** The same, with a probe that measures. */
    static Plan measured() {
        return plan(false, Optional.of(Duration.ofMinutes(3)));
    }

    private static Plan plan(boolean unattended, Optional<Duration> measuring, Plan.Item... more) {
        List<Plan.Item> steps =
                new ArrayList<>(List.of(item("break", 0, Plan.Kind.INJECT), item("promote", 300, Plan.Kind.ACT)));
        steps.addAll(List.of(more));
        return new Plan(
                List.of(item("backup", -600, Plan.Kind.ACT)),
                steps,
                List.of(item("reset", 0, Plan.Kind.ACT)),
                List.of(new Plan.Hope("breaker-open", 0, Duration.ofMinutes(2))),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                unattended,
                measuring);
    }

    /** What is decided now. */
    List<Decision> hear(Happening happening) {
        Turn turn = GameDayMachine.hear(plan, course, happening, now);
        course = turn.course();
        decisions.addAll(turn.decisions());
        notes.addAll(turn.notes());
        return turn.decisions();
    }

    List<Decision> after(int seconds) {
        now = now.plusSeconds(seconds);
        return hear(new Happening.Clock());
    }

    List<Note.Kind> told() {
        return notes.stream().map(Note::kind).toList();
    }

    /** Until the exercise runs and its first step is under way. */
    Play running() {
        hear(new Happening.Begun());
        hear(new Happening.Done(Part.PREPARATION, 0, java.util.Map.of()));
        after(600);
        hear(new Happening.Steady(true, java.util.Map.of()));
        return this;
    }

    /** Until the fault is in force. */
    Play broken() {
        running();
        hear(new Happening.Done(Part.EXERCISE, 0, java.util.Map.of()));
        return this;
    }

    /** Until everything is undone; the proof is under way. */
    Play undone() {
        hear(new Happening.Cleared(true, ""));
        hear(new Happening.Done(Part.ROLLBACK, 0, java.util.Map.of()));
        return this;
    }
}
