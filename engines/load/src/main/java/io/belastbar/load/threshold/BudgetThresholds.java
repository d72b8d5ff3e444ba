package io.belastbar.load.threshold;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.report.Sentence;
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
    public record NotCovered(Objective objective, Reason reason) {

        /** For a verdict that fails by it. */
        public Sentence sentence() {
            return reason == Reason.ENDPOINT_UNNAMED
                    ? new Sentence(
                            "The budget promises " + objective.metric() + " " + objective.limit() + " of "
                                    + objective.endpoint()
                                    + ", but no stored scenario calls it: is it spelt as the scenarios spell it?",
                            "Das Budget verspricht " + objective.metric() + " " + objective.limit() + " für "
                                    + objective.endpoint()
                                    + ", aber kein gespeichertes Szenario ruft ihn auf: Ist er geschrieben wie in den"
                                    + " Szenarien?")
                    : new Sentence(
                            "The budget requires " + objective.metric() + " " + objective.limit() + " of "
                                    + objective.endpoint() + ", but the scenario does not call it.",
                            "Das Budget verlangt " + objective.metric() + " " + objective.limit() + " für "
                                    + objective.endpoint() + ", aber das Szenario ruft ihn nicht auf.");
        }
    }

    /** Why a promise is not covered. */
    public enum Reason {
        /** The run should have shown it. */
        ENDPOINT_NOT_CALLED,
        /** The budget requires it of each run that should show it. */
        REQUIRED_NOT_CALLED,
        /** No stored scenario calls its endpoint, which may be misspelt or renamed. */
        ENDPOINT_UNNAMED,
        /** The scenario says what it covers, and this is not among it. */
        NOT_OF_THIS_SCENARIO,
        /** It holds on other testbeds only. */
        NOT_OF_THIS_TESTBED,
        KIND_NOT_KNOWN;

        /** Whether the run should have shown it, so that its verdict is not whole. */
        public boolean isMissing() {
            return this == ENDPOINT_NOT_CALLED || fails();
        }

        /** Whether the run fails by it. */
        public boolean fails() {
            return this == REQUIRED_NOT_CALLED || this == ENDPOINT_UNNAMED;
        }
    }

    /**
     * One promise about an endpoint.
     *
     * @param metric the budget's key, such as {@code target_response_time_p95}
     * @param limit with sign and unit, such as {@code ≤ 500 ms}
     * @param required whether a run that should show it and does not fails
     * @param testbeds where it holds; empty for all
     */
    public record Objective(String endpoint, String metric, String limit, boolean required, List<String> testbeds) {

        public Objective(String endpoint, String metric, String limit) {
            this(endpoint, metric, limit, false, List.of());
        }
    }

    public BudgetThresholds {
        thresholds = List.copyOf(thresholds);
        notCovered = List.copyOf(notCovered);
    }

    /**
     * Reads what {@code GET /api/v1/systems/{system}/budget} of budget-service answers. Promises about SQL statements
     * are not those of a load run and are left out, as is what is only informational. What the run should show says
     * {@link BudgetScope}, where it stands beside them.
     */
    public static BudgetThresholds of(JsonNode budget, List<StepInfo> steps) {
        List<Objective> objectives = new ArrayList<>();
        for (JsonNode endpoint : budget.path("endpoints")) {
            for (JsonNode objective : endpoint.path("objectives")) {
                JsonNode terms = objective.path("terms");
                if (!terms.path("informational").asBoolean()) {
                    objectives.add(new Objective(
                            endpoint.path("endpoint").asText(),
                            objective.path("metric").asText(),
                            objective.path("limit").asText(),
                            terms.path("required").asBoolean(),
                            BudgetScope.texts(terms.path("testbeds"))));
                }
            }
        }
        return of(objectives, steps, BudgetScope.of(budget));
    }

    public static BudgetThresholds of(List<Objective> objectives, List<StepInfo> steps) {
        return of(objectives, steps, BudgetScope.ALL);
    }

    static BudgetThresholds of(List<Objective> objectives, List<StepInfo> steps, BudgetScope of) {
        List<Threshold> thresholds = new ArrayList<>();
        List<NotCovered> notCovered = new ArrayList<>();
        for (Objective objective : objectives) {
            String measure = measure(objective.metric());
            if (!of.holds(objective)) {
                notCovered.add(new NotCovered(objective, Reason.NOT_OF_THIS_TESTBED));
            } else if (steps.stream().noneMatch(step -> scope(objective).covers(step))) {
                notCovered.add(new NotCovered(objective, of.reason(objective)));
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
