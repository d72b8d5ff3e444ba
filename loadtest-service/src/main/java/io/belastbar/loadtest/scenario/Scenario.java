package io.belastbar.loadtest.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What a load test does: virtual users that come and go by stages, each repeating the steps (the closed model).
 *
 * @param target the registered target's name; never an address
 * @param timeout after which an unanswered request counts as failed; null: the service's default
 */
public record Scenario(
        String name, String description, String target, Duration timeout, List<Stage> stages, List<Step> steps) {

    public Scenario {
        stages = List.copyOf(stages);
        steps = List.copyOf(steps);
    }

    /** The sum of the stages. */
    public Duration duration() {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    public int maxVirtualUsers() {
        return stages.stream().mapToInt(Stage::target).max().orElse(0);
    }

    public List<RequestStep> requests() {
        return steps.stream()
                .filter(RequestStep.class::isInstance)
                .map(RequestStep.class::cast)
                .toList();
    }
}
