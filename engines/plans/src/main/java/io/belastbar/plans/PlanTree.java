package io.belastbar.plans;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.ErrorCollector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Builds a plan from one object of EXPLAIN's answer, and says everything that is wrong with it. */
final class PlanTree {
    /** Most nodes of a plan: enough for tens of thousands of partitions. */
    static final int NODES_MAX = 50_000;

    private static final List<String> NOT_NEGATIVE = List.of(
            "Actual Loops",
            "Actual Rows",
            "Actual Startup Time",
            "Actual Total Time",
            "Plan Rows",
            "Plan Width",
            "Startup Cost",
            "Total Cost");

    private final ErrorCollector errors = new ErrorCollector();
    private final Arithmetic arithmetic = new Arithmetic();
    private int count;

    private PlanTree() {}

    /**
     * @param loggedMs how long the execution took by the log line that the plan stands in
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static Plan plan(DocumentNode json, OptionalDouble loggedMs) {
        if (json.kind() != Kind.MAPPING) {
            throw JsonTree.refused(json, "must be an object with \"Plan\"", describe(json));
        }
        PlanTree tree = new PlanTree();
        DocumentNode top = json.required("Plan", tree.errors);
        if (top.kind() != Kind.ABSENT && top.kind() != Kind.MAPPING) {
            throw JsonTree.refused(top, "must be an object: the plan's uppermost node", describe(top));
        }
        MeasuredNode root = top.kind() == Kind.ABSENT ? null : tree.node(top, null);
        List.of("Planning Time", "Execution Time").forEach(key -> tree.notNegative(json, key));
        tree.errors.throwIfAny("this is no plan that PostgreSQL prints");
        return new Plan(root, new NodeAttributes(json), tree.arithmetic, loggedMs);
    }

    private MeasuredNode node(DocumentNode json, MeasuredNode parent) {
        if (count >= NODES_MAX) {
            throw JsonTree.refused(json, "a plan may have " + NODES_MAX + " nodes", "more");
        }
        MeasuredNode node = new MeasuredNode(json, parent, count++, arithmetic);
        json.string("Node Type", errors);
        NOT_NEGATIVE.forEach(key -> notNegative(json, key));
        json.fields().keySet().stream()
                .filter(key -> key.endsWith(" Blocks") || key.startsWith("Rows Removed by "))
                .forEach(key -> notNegative(json, key));
        Optional<DocumentNode> below = json.optional("Plans").filter(plans -> plans.requireSequence(errors));
        below.map(DocumentNode::items).orElse(List.of()).forEach(child -> {
            if (child.requireMapping(errors)) {
                node.add(node(child, node));
            }
        });
        return node;
    }

    private void notNegative(DocumentNode json, String key) {
        json.optional(key).ifPresent(value -> {
            OptionalDouble number = value.kind() == Kind.SCALAR ? Numbers.finite(value.text()) : OptionalDouble.empty();
            if (number.isEmpty() || number.getAsDouble() < 0) {
                errors.add(value, "must be a number from 0");
            }
        });
    }

    private static String describe(DocumentNode json) {
        return switch (json.kind()) {
            case SEQUENCE -> "a list";
            case MAPPING -> "an object";
            default -> json.text();
        };
    }
}
