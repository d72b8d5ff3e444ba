package io.belastbar.plans;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.plans.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Builds a plan from one object of EXPLAIN's answer, and says what is wrong with it. */
final class PlanTree {
    /** Most nodes of a plan: enough for tens of thousands of partitions. */
    static final int NODES_MAX = 50_000;

    /** The most rows that PostgreSQL estimates ({@code MAXIMUM_ROWCOUNT} in {@code costsize.c}). */
    private static final double NUMBER_MAX = 1e100;

    private static final int FAULTS_MAX = 20;
    private static final List<String> NOT_NEGATIVE = List.of(
            "Actual Loops",
            "Actual Rows",
            "Actual Startup Time",
            "Actual Total Time",
            "Plan Rows",
            "Plan Width",
            "Startup Cost",
            "Total Cost");

    private final List<ProblemError> faults = new ArrayList<>();
    private final Arithmetic arithmetic = new Arithmetic();
    private int count;

    private PlanTree() {}

    /**
     * @param loggedMs how long the execution took by the log line that the plan stands in
     * @throws InvalidInput with the first faults
     */
    static Plan plan(JsonValue json, OptionalDouble loggedMs) {
        JsonValue top = json.field("Plan").orElseThrow(() -> noPlan(json));
        PlanTree tree = new PlanTree();
        MeasuredNode root = tree.node(top, null);
        List.of("Planning Time", "Execution Time").forEach(key -> tree.notNegative(json, key));
        if (!tree.faults.isEmpty()) {
            ProblemError first = tree.faults.getFirst();
            throw new InvalidInput("this is no plan: " + first.pointer() + " " + first.rule(), tree.faults);
        }
        return new Plan(root, new NodeAttributes(json), tree.arithmetic, loggedMs);
    }

    private static InvalidInput noPlan(JsonValue json) {
        String received = json.is(Kind.OBJECT)
                ? "an object with " + String.join(", ", json.fields().keySet())
                : json.describe();
        return json.refused("must be an object with \"Plan\", as EXPLAIN (FORMAT JSON) prints it", received);
    }

    private MeasuredNode node(JsonValue json, MeasuredNode parent) {
        if (count >= NODES_MAX) {
            throw json.refused("a plan may have " + NODES_MAX + " nodes", "more");
        }
        MeasuredNode node = new MeasuredNode(json, parent, count++, arithmetic);
        if (!json.is(Kind.OBJECT)) {
            fault(json, "must be an object: a node of the plan");
            return node;
        }
        json.field("Node Type")
                .ifPresentOrElse(
                        type -> isText(type), () -> faultOf(json.fault("must have a \"Node Type\"", "nothing")));
        NOT_NEGATIVE.forEach(key -> notNegative(json, key));
        json.fields().keySet().stream()
                .filter(key -> key.endsWith(" Blocks") || key.startsWith("Rows Removed by "))
                .forEach(key -> notNegative(json, key));
        json.field("Plans").ifPresent(below -> children(below, node));
        return node;
    }

    private void children(JsonValue below, MeasuredNode parent) {
        if (!below.is(Kind.LIST)) {
            fault(below, "must be a list of nodes");
        }
        below.items().forEach(child -> parent.add(node(child, parent)));
    }

    private void isText(JsonValue type) {
        if (!type.quoted() || type.text().isBlank()) {
            fault(type, "must be a text such as \"Seq Scan\"");
        }
    }

    private void notNegative(JsonValue json, String key) {
        json.field(key).ifPresent(value -> {
            OptionalDouble number = value.is(Kind.SCALAR) ? Numbers.finite(value.text()) : OptionalDouble.empty();
            if (number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() > NUMBER_MAX) {
                fault(value, "must be a number from 0 to 1e100");
            }
        });
    }

    private void fault(JsonValue at, String rule) {
        faultOf(at.fault(rule, at.describe()));
    }

    private void faultOf(ProblemError fault) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(fault);
        }
    }
}
