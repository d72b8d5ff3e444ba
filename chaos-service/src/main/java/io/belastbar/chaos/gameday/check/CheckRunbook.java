package io.belastbar.chaos.gameday.check;

import io.belastbar.chaos.expectation.Looking;
import io.belastbar.chaos.gameday.machine.Part;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.report.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Asks everything that a runbook needs: targets, credentials, rights, people, loads, faults. Blocks; changes nothing. */
@ApplicationScoped
public class CheckRunbook {
    private static final Sentence NOBODY = new Sentence(
            "nobody is there to confirm it: the game day is unattended",
            "niemand ist da, der es bestätigt: der Game Day ist unbeaufsichtigt");

    private final CheckStep steps;
    private final Looking looking;

    CheckRunbook(CheckStep steps, Looking looking) {
        this.steps = steps;
        this.looking = looking;
    }

    /**
     * How it is to be carried out.
     *
     * @param text of the runbook
     * @param by who would begin it
     */
    public record Order(String system, Runbook runbook, String text, boolean unattended, String by) {}

    /** All of them, in the order of the document. */
    public List<Obstacle> obstacles(Order order) throws InterruptedException {
        return look(order, true);
    }

    /** Those that no passing of time mends; asks no target. */
    public List<Obstacle> lasting(Order order) throws InterruptedException {
        return look(order, false).stream().filter(one -> !one.passing()).toList();
    }

    private List<Obstacle> look(Order order, boolean everything) throws InterruptedException {
        Runbook runbook = order.runbook();
        RunbookPlaces places = RunbookPlaces.of(order.text());
        List<Obstacle> found = new ArrayList<>();
        steps(order, everything, Part.PREPARATION, places, found);
        expectations(order, runbook.steady().expectations(), places::ofTheSteadyState, found);
        steps(order, everything, Part.EXERCISE, places, found);
        expectations(order, runbook.expectations(), places::expectation, found);
        expectations(order, runbook.stopConditions(), places::stopCondition, found);
        steps(order, everything, Part.ROLLBACK, places, found);
        return found;
    }

    private void steps(Order order, boolean everything, Part part, RunbookPlaces places, List<Obstacle> found)
            throws InterruptedException {
        List<Step> list =
                switch (part) {
                    case PREPARATION -> order.runbook().preparation();
                    case EXERCISE -> order.runbook().steps();
                    case ROLLBACK -> order.runbook().rollback();
                };
        for (int i = 0; i < list.size(); i++) {
            Step step = list.get(i);
            RunbookPlaces.Place place = places.step(part, i);
            if (order.unattended() && step.deed() instanceof Deed.Confirm) {
                found.add(Obstacle.at(place, step.name(), false, NOBODY));
            }
            steps.lasting(order.system(), step)
                    .ifPresent(why -> found.add(Obstacle.at(place, step.name(), false, why)));
            if (everything) {
                for (Sentence why : steps.now(order, step)) {
                    found.add(Obstacle.at(place, step.name(), true, why));
                }
            }
        }
    }

    private void expectations(
            Order order, List<Expected> list, IntFunction<RunbookPlaces.Place> places, List<Obstacle> found) {
        for (int i = 0; i < list.size(); i++) {
            Expected expected = list.get(i);
            RunbookPlaces.Place place = places.apply(i);
            looking.impossible(order.system(), expected.expectation())
                    .ifPresent(why -> found.add(Obstacle.at(place, expected.name(), false, why)));
        }
    }
}
