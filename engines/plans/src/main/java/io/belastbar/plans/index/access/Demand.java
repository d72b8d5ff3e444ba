package io.belastbar.plans.index.access;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.index.access.TableAccess.Join;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.plans.index.expression.OrderKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What the nodes above want of a node.
 *
 * @param order of the rows; empty if any will do
 * @param limit rows wanted
 * @param joins conditions of joins above with the rows of the other side
 * @param loops how often the node is started
 * @param processes that share the rows of a parallel node, as the planner counts them
 */
record Demand(List<OrderKey> order, double limit, List<Join> joins, double loops, double processes) {
    static final Demand NOTHING = new Demand(List.of(), Double.POSITIVE_INFINITY, List.of(), 1, 1);

    Demand ordered(List<String> printed) {
        return new Demand(printed.stream().map(OrderKey::parse).toList(), limit, joins, loops, processes);
    }

    Demand limited(double rows) {
        return new Demand(order, Math.min(limit, rows), joins, loops, processes);
    }

    /** All rows in any order. */
    Demand whole() {
        return new Demand(List.of(), Double.POSITIVE_INFINITY, joins, loops, processes);
    }

    Demand started(double times) {
        return new Demand(order, limit, joins, Math.max(1, times), processes);
    }

    /** The planner counts the leader as a process that its workers keep busy (get_parallel_divisor in costsize.c). */
    Demand shared(double workers) {
        double leader = Math.max(0, 1 - 0.3 * workers);
        return new Demand(order, limit, joins, loops, workers + leader);
    }

    /** Of the side of a join that may be looked up for each of {@code lookups} rows of the other. */
    Demand joined(List<Expression> conditions, double lookups) {
        List<Join> all = new ArrayList<>(joins);
        if (!conditions.isEmpty()) {
            all.add(new Join(conditions, lookups));
        }
        return new Demand(order, limit, all, loops, processes);
    }

    /** The conditions by which a node joins its two children. */
    static List<Expression> joinConditions(MeasuredNode node) {
        List<Expression> conditions = new ArrayList<>();
        for (String key : List.of("Hash Cond", "Merge Cond", "Join Filter")) {
            node.attributes()
                    .text(key)
                    .ifPresent(text ->
                            conditions.addAll(ExpressionParser.parse(text).conjuncts()));
        }
        return conditions;
    }
}
