package io.belastbar.chaos.gameday.machine;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the course of a game day must know of its runbook, and nothing more.
 *
 * @param unattended whether nobody is there to confirm anything
 * @param measuring how long the end of the measuring may take; empty: nothing is measured
 */
public record Plan(
        List<Item> preparation,
        List<Item> steps,
        List<Item> rollback,
        List<Hope> expectations,
        Duration steadyWithin,
        Duration regainedWithin,
        boolean unattended,
        Optional<Duration> measuring) {

    /** What the last part of a measurement takes beside its stability window: a reading, a former primary's start. */
    private static final Duration READING = Duration.ofMinutes(3);

    public Plan {
        preparation = List.copyOf(preparation);
        steps = List.copyOf(steps);
        rollback = List.copyOf(rollback);
        expectations = List.copyOf(expectations);
    }

    /** What kind of thing an item is, as far as that decides what follows from its failure. */
    public enum Kind {
        INJECT,
        ACT,
        CHECK,
        CONFIRM
    }

    /** @param at from the beginning, as the time scale moved it */
    public record Item(String name, Duration at, Duration limit, Kind kind) {}

    /** @param after the step's position; -1: the first injection, or the beginning if nothing is injected */
    public record Hope(String name, int after, Duration deadline) {}

    /** @param timeScale moves when steps are due; their limits, and the deadlines of expectations, stay as they are */
    public static Plan of(Runbook runbook, double timeScale, boolean unattended) {
        return new Plan(
                items(runbook.preparation(), timeScale),
                items(runbook.steps(), timeScale),
                items(runbook.rollback(), timeScale),
                runbook.expectations().stream()
                        .map(hope -> hope(hope, runbook.steps()))
                        .toList(),
                runbook.steady().within(),
                runbook.steady().regainedWithin(),
                unattended,
                runbook.measure().map(measure -> measure.stability().plus(READING)));
    }

    /** Every step by its part. */
    public List<Item> of(Part part) {
        return switch (part) {
            case PREPARATION -> preparation;
            case EXERCISE -> steps;
            case ROLLBACK -> rollback;
        };
    }

    /** How long before the beginning the preparation begins. */
    Duration lead() {
        return preparation.isEmpty()
                ? Duration.ZERO
                : preparation.getFirst().at().negated();
    }

    private static List<Item> items(List<Step> steps, double timeScale) {
        return steps.stream()
                .map(step -> new Item(step.name(), scaled(step.at(), timeScale), step.limit(), kind(step.deed())))
                .toList();
    }

    private static Duration scaled(Duration at, double timeScale) {
        return Duration.ofMillis(Math.round(at.toMillis() * timeScale));
    }

    private static Kind kind(Deed deed) {
        return switch (deed) {
            case Deed.Inject inject -> Kind.INJECT;
            case Deed.Check check -> Kind.CHECK;
            case Deed.Confirm confirm -> Kind.CONFIRM;
            case Deed.Clear clear -> Kind.ACT;
            case Deed.Operate operate -> Kind.ACT;
            case Deed.Call call -> Kind.ACT;
            case Deed.StartLoad load -> Kind.ACT;
            case Deed.Analyse analyse -> Kind.ACT;
            case Deed.Wait wait -> Kind.ACT;
            case Deed.ChangeIndex change -> Kind.ACT;
        };
    }

    private static Hope hope(Expected expected, List<Step> steps) {
        Optional<String> after = expected.after();
        int position = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (after.filter(steps.get(i).name()::equals).isPresent()) {
                position = i;
            }
        }
        return new Hope(expected.name(), position, expected.deadline());
    }
}
