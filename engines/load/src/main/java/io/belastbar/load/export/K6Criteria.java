package io.belastbar.load.export;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The thresholds of a scenario as k6's: metric and tags → expressions. */
final class K6Criteria {

    private final Scenario scenario;
    private final K6Tags tags;

    K6Criteria(Scenario scenario, K6Tags tags) {
        this.scenario = scenario;
        this.tags = tags;
    }

    /** Metric with its selector → thresholds as JavaScript. */
    Map<String, List<String>> byMetric() {
        Map<String, List<String>> byMetric = new LinkedHashMap<>();
        for (Threshold threshold : scenario.thresholds()) {
            selector(threshold.on()).ifPresent(selector -> byMetric.computeIfAbsent(
                            metric(threshold.condition()) + selector, none -> new ArrayList<>())
                    .add(text(threshold)));
        }
        return byMetric;
    }

    /** What they lose, as sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Threshold threshold : scenario.thresholds()) {
            String name = "Threshold " + threshold.name();
            if (selector(threshold.on()).isEmpty()) {
                notes.add(name + " is left out: k6 cannot select what it is about.");
            } else if (threshold.window() != null) {
                notes.add(name + ": k6 judges the whole run so far, not the last "
                        + K6Options.duration(threshold.window()) + ".");
            }
            if (threshold.condition().measure() == Measure.Tally.THROUGHPUT) {
                notes.add(name + ": k6 counts failed requests too.");
            }
        }
        return notes;
    }

    /** Empty if no tag says it. */
    private Optional<String> selector(Scope scope) {
        List<String> parts = new ArrayList<>();
        if (scope.step() != null) {
            Optional<String> step = step(scope);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            parts.add("step:" + step.get());
        }
        if (scope.tenant() != null) {
            if (!scope.tenant().equals(K6Tags.safe(scope.tenant()))) {
                return Optional.empty();
            }
            parts.add("tenant:" + scope.tenant());
        }
        return Optional.of(parts.isEmpty() ? "" : "{" + String.join(",", parts) + "}");
    }

    /** The tag of exactly the steps that the scope covers. */
    private Optional<String> step(Scope scope) {
        Set<String> covered = scenario.sends().stream()
                .filter(step -> covers(scope, step))
                .map(SendStep::tag)
                .collect(Collectors.toSet());
        boolean all = scenario.sends().stream()
                .filter(step -> covered.contains(step.tag()))
                .allMatch(step -> covers(scope, step));
        return covered.size() == 1 && all ? covered.stream().map(tags::step).findFirst() : Optional.empty();
    }

    /** Whether a threshold on this scope is about this step; its tenant apart. */
    static boolean covers(Scope scope, SendStep step) {
        return scope.step() == null
                || scope.step().equals(step.tag())
                || scope.step().equals(step.name())
                || scope.step().equals(step.endpoint());
    }

    private static String metric(Condition condition) {
        return switch (condition.measure()) {
            case Measure.Percentile percentile -> "http_req_duration";
            case Measure.Extent extent -> "http_req_duration";
            case Measure.Tally tally -> tally == Measure.Tally.ERROR_RATE ? "step_failed" : "http_reqs";
        };
    }

    private static String text(Threshold threshold) {
        String expression = JavaScript.text(expression(threshold.condition()));
        if (!threshold.abortOnFail()) {
            return expression;
        }
        String delay = threshold.delay().isZero()
                ? ""
                : ", delayAbortEval: " + JavaScript.text(K6Options.duration(threshold.delay()));
        return "{ threshold: " + expression + ", abortOnFail: true" + delay + " }";
    }

    private static String expression(Condition condition) {
        return condition.measure() == Measure.Tally.THROUGHPUT
                ? "rate" + condition.comparison().ascii() + condition.limit().toPlainString()
                : condition.text();
    }
}
