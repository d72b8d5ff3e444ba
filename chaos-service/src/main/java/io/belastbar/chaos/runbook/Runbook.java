package io.belastbar.chaos.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A game day as it is planned.
 *
 * @param steady what is proven before anything is broken, and again after everything is taken back
 * @param stopConditions what must hold all the time: the run ends when one does not
 * @param rollback what is done after the faults are taken back
 * @param questions of the retrospective
 * @param variables the values with which it was read
 * @param measure what is measured of the outage; empty: nothing
 * @param origin the language it was written in
 */
public record Runbook(
        String name,
        Purpose purpose,
        List<Participant> participants,
        List<Step> preparation,
        SteadyState steady,
        List<Step> steps,
        List<Expected> expectations,
        List<Expected> stopConditions,
        List<Step> rollback,
        List<String> questions,
        Map<String, String> variables,
        Optional<Measure> measure,
        Origin origin) {

    public Runbook {
        participants = List.copyOf(participants);
        preparation = List.copyOf(preparation);
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
        stopConditions = List.copyOf(stopConditions);
        rollback = List.copyOf(rollback);
        questions = List.copyOf(questions);
        variables = Map.copyOf(variables);
    }

    /** Everything that is done, in the order of the document. */
    public Stream<Step> everyStep() {
        return Stream.of(preparation, steps, rollback).flatMap(List::stream);
    }

    /** Everything that is looked at, in the order of the document. */
    public Stream<Expected> everyExpectation() {
        return Stream.of(steady.expectations(), expectations, stopConditions).flatMap(List::stream);
    }

    /** Who may confirm in the name of a role; empty: any operator. */
    public List<String> principalsOf(String role) {
        return participants.stream()
                .filter(one -> one.role().equals(role))
                .flatMap(one -> one.principal().stream())
                .toList();
    }
}
