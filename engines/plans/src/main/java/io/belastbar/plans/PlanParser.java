package io.belastbar.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code EXPLAIN (VERBOSE, FORMAT JSON)} answers. */
public final class PlanParser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanParser() {}

    /**
     * The root of the plan.
     *
     * @throws IllegalArgumentException when the text is not a plan
     */
    public static PlanNode parse(String explainJson) {
        JsonNode plan = read(explainJson).path(0).path("Plan");
        if (!plan.isObject()) {
            throw new IllegalArgumentException("EXPLAIN answer has no plan");
        }
        return node(plan);
    }

    /** Whether the plan answers without a look at any table, since its condition can never hold. */
    public static boolean readsNothing(String explainJson) {
        boolean never = read(explainJson).findValuesAsText("One-Time Filter").contains("false");
        return never && parse(explainJson).tables().isEmpty();
    }

    private static JsonNode read(String explainJson) {
        try {
            return JSON.readTree(explainJson);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("EXPLAIN answer is not JSON", malformed);
        }
    }

    private static PlanNode node(JsonNode json) {
        List<PlanNode> children = new ArrayList<>();
        json.path("Plans").forEach(child -> children.add(node(child)));
        List<String> sortKeys = new ArrayList<>();
        json.path("Sort Key").forEach(key -> sortKeys.add(key.asText()));
        return new PlanNode(
                json.path("Node Type").asText(),
                text(json, "Schema"),
                text(json, "Relation Name"),
                text(json, "Alias"),
                text(json, "Index Name"),
                text(json, "Filter"),
                text(json, "Index Cond"),
                sortKeys,
                json.path("Plan Rows").asDouble(),
                json.path("Total Cost").asDouble(),
                children);
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText(null);
    }
}
