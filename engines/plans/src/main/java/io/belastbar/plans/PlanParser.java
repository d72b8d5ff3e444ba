package io.belastbar.plans;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.TooLarge;
import io.belastbar.plans.JsonValue.Kind;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads what {@code EXPLAIN (FORMAT JSON)} answers, of PostgreSQL 14 to 18 and whatever else was asked for (ANALYZE,
 * BUFFERS, VERBOSE, SETTINGS, WAL, SERIALIZE, MEMORY). Node types and keys that are not known pass.
 */
public final class PlanParser {
    private static final int PLANS_MAX = 1_000;

    private PlanParser() {}

    /**
     * The root of the plan that a database answered, without measurements.
     *
     * @throws IllegalArgumentException when the text is not a plan
     */
    public static PlanNode parse(String explainJson) {
        return answered(explainJson).root().shape();
    }

    /** Whether the plan answers without a look at any table, since its condition can never hold. */
    public static boolean readsNothing(String explainJson) {
        Plan plan = answered(explainJson);
        boolean never = plan.nodes().stream().anyMatch(node -> node.attributes()
                .text("One-Time Filter")
                .filter("false"::equals)
                .isPresent());
        return never && plan.root().shape().tables().isEmpty();
    }

    private static Plan answered(String explainJson) {
        try {
            return plan(explainJson);
        } catch (InvalidInput refused) {
            throw new IllegalArgumentException("EXPLAIN answer has no plan: " + refused.getMessage(), refused);
        }
    }

    /**
     * The plan with its measurements; the first if rewriting rules made more than one of the statement.
     *
     * @throws InvalidInput with pointer, line, column, rule and what was received
     */
    public static Plan plan(String explainJson) {
        return plans(explainJson, new Place(1, 1), OptionalDouble.empty()).getFirst();
    }

    /**
     * All plans of a text.
     *
     * @param start where the text begins in what was sent; line 1, column 1 if it is all of it
     * @param loggedMs how long the execution took by the log line around it
     * @throws InvalidInput with pointer, line, column, rule and what was received
     */
    public static List<Plan> plans(String explainJson, Place start, OptionalDouble loggedMs) {
        JsonValue json = JsonTree.read(explainJson, start);
        if (json.is(Kind.SCALAR) && json.quoted()) {
            // A client that prints the answer as one value of type text.
            return plans(json.text(), new Place(json.line(), json.column() + 1), loggedMs);
        }
        if (!json.is(Kind.LIST)) {
            return List.of(PlanTree.plan(json, loggedMs));
        }
        if (json.items().isEmpty()) {
            throw json.refused("must have a plan", "an empty list");
        }
        requireRoom(json.items().size());
        return json.items().stream().map(item -> PlanTree.plan(item, loggedMs)).toList();
    }

    /**
     * Refuses what is more than somebody reads, and than a heap holds with the advice about each.
     *
     * @throws TooLarge with the limit and the number
     */
    public static void requireRoom(int plans) {
        if (plans > PLANS_MAX) {
            throw new TooLarge("a text may have " + PLANS_MAX + " plans; this one has " + plans
                    + ", or more. Of a log the slowest are taken.");
        }
    }
}
