package io.belastbar.load.threshold;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.threshold.Threshold.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The promises of a system's budget as thresholds of a run.
 *
 * @param notCovered promises about endpoints that the scenario does not call, or of a kind not known here, with why
 */
public record BudgetThresholds(List<Threshold> thresholds, List<NotCovered> notCovered) {

    private static final String ALL = "*";
    private static final Pattern RESPONSE_TIME = Pattern.compile("target_response_time_p(\\d{2,5})");

    /** A promise that the run says nothing about. */
    public record NotCovered(Objective objective, Reason reason) {}

    /** Why a promise is not covered. */
    public enum Reason {
        ENDPOINT_NOT_CALLED,
        KIND_NOT_KNOWN
    }

    /**
     * One promise about an endpoint.
     *
     * @param metric the budget's key, such as {@code target_response_time_p95}
     * @param limit with sign and unit, such as {@code ≤ 500 ms}
     */
    public record Objective(String endpoint, String metric, String limit) {}

    public BudgetThresholds {
        thresholds = List.copyOf(thresholds);
        notCovered = List.copyOf(notCovered);
    }

    /**
     * Reads what {@code GET /api/v1/systems/{system}/budget} of budget-service answers. Promises about SQL statements
     * are not those of a load run and are left out.
     */
    public static BudgetThresholds of(JsonNode budget, List<StepInfo> steps) {
        List<Objective> objectives = new ArrayList<>();
        for (JsonNode endpoint : budget.path("endpoints")) {
            for (JsonNode objective : endpoint.path("objectives")) {
                objectives.add(new Objective(
                        endpoint.path("endpoint").asText(),
                        objective.path("metric").asText(),
                        objective.path("limit").asText()));
            }
        }
        return of(objectives, steps);
    }

    public static BudgetThresholds of(List<Objective> objectives, List<StepInfo> steps) {
        List<Threshold> thresholds = new ArrayList<>();
        List<NotCovered> notCovered = new ArrayList<>();
        for (Objective objective : objectives) {
            String measure = measure(objective.metric());
            if (steps.stream().noneMatch(step -> scope(objective).covers(step))) {
                notCovered.add(new NotCovered(objective, Reason.ENDPOINT_NOT_CALLED));
            } else if (measure == null) {
                notCovered.add(new NotCovered(objective, Reason.KIND_NOT_KNOWN));
            } else {
                read(objective, measure, thresholds, notCovered);
            }
        }
        return new BudgetThresholds(thresholds, notCovered);
    }

    /** A promise about {@code *} is one about the whole run. */
    private static Scope scope(Objective objective) {
        return objective.endpoint().equals(ALL) ? Scope.WHOLE_RUN : Scope.step(objective.endpoint());
    }

    private static void read(
            Objective objective, String measure, List<Threshold> thresholds, List<NotCovered> notCovered) {
        try {
            for (Condition condition : ThresholdExpression.parse(measure + objective.limit())) {
                thresholds.add(Threshold.of(scope(objective), condition, Origin.BUDGET));
            }
        } catch (InvalidThreshold unknown) {
            notCovered.add(new NotCovered(objective, Reason.KIND_NOT_KNOWN));
        }
    }

    /** As an expression begins; null for a metric that is not known. p999 is the 99.9th percentile. */
    private static String measure(String metric) {
        Matcher time = RESPONSE_TIME.matcher(metric);
        if (time.matches()) {
            String digits = time.group(1);
            if (digits.equals("100")) {
                return "p(100)";
            }
            return "p(" + digits.substring(0, 2) + (digits.length() > 2 ? "." + digits.substring(2) : "") + ")";
        }
        return switch (metric) {
            case "target_throughput" -> "throughput";
            case "target_error_rate" -> "rate";
            default -> null;
        };
    }
}
