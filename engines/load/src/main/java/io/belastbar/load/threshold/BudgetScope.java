package io.belastbar.load.threshold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.contracts.CoveredSubjects;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.load.threshold.BudgetThresholds.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Which promises of a budget a run should show; kept beside the budget that the run is held to.
 *
 * @param covers what its scenario says it covers; empty if it says nothing, and so should show all
 * @param called the endpoints that the stored scenarios of the system call; empty if they are not known
 * @param testbed where the run is made; null if that is not known
 */
public record BudgetScope(List<String> covers, List<String> called, String testbed) {

    /** Nothing is known of scenarios and testbeds. */
    public static final BudgetScope ALL = new BudgetScope(List.of(), List.of(), null);

    private static final String KEY = "scope";

    public BudgetScope {
        covers = List.copyOf(covers);
        called = List.copyOf(called);
    }

    /** The budget with this beside it. */
    public JsonNode beside(JsonNode budget) {
        ObjectNode with = budget.deepCopy();
        ObjectNode scope = with.putObject(KEY);
        covers.forEach(scope.putArray("covers")::add);
        called.forEach(scope.putArray("called")::add);
        if (testbed != null) {
            scope.put("testbed", testbed);
        }
        return with;
    }

    /** What stands beside a budget; {@link #ALL} beside one of older runs. */
    static BudgetScope of(JsonNode budget) {
        JsonNode scope = budget.path(KEY);
        return scope.isMissingNode()
                ? ALL
                : new BudgetScope(
                        texts(scope.path("covers")),
                        texts(scope.path("called")),
                        scope.path("testbed").isTextual()
                                ? scope.path("testbed").asText()
                                : null);
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    boolean holds(Objective objective) {
        return testbed == null
                || objective.testbeds().isEmpty()
                || objective.testbeds().contains(testbed);
    }

    /** Why a promise matters, or not, of which no step of the scenario calls the endpoint. */
    Reason reason(Objective objective) {
        if (!covers.isEmpty() && !new CoveredSubjects(covers).includes(objective.endpoint())) {
            return Reason.NOT_OF_THIS_SCENARIO;
        }
        if (!called.isEmpty() && called.stream().noneMatch(each -> CoveredSubjects.means(each, objective.endpoint()))) {
            return Reason.ENDPOINT_UNNAMED;
        }
        return objective.required() ? Reason.REQUIRED_NOT_CALLED : Reason.ENDPOINT_NOT_CALLED;
    }
}
