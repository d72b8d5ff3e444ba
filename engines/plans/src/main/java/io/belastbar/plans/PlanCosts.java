package io.belastbar.plans;

import io.belastbar.contracts.PlanShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each node of a plan takes of the whole, by the planner's own estimate: for plans that were not executed.
 *
 * <p>A node's cost contains that of the nodes below it; what remains is its own (PostgreSQL documentation, section 14.1
 * "Using EXPLAIN"). The inner side of a nested loop runs once for each outer row. Where the nodes below cost more than the
 * node itself, as below a LIMIT that stops early, they are counted in proportion.
 */
public final class PlanCosts {
    private static final double SHARE_MIN = 0.01;
    private static final int NODES_MAX = 8;

    private PlanCosts() {}

    /** Dearest first; nodes of less than one percent are left out, and all but the first eight. */
    public static List<PlanShare> shares(PlanNode plan) {
        if (!(plan.totalCost() > 0)) {
            return List.of();
        }
        List<PlanShare> shares = new ArrayList<>();
        collect(plan, 1, shares);
        return shares.stream()
                .filter(share -> share.share() >= SHARE_MIN)
                .sorted(Comparator.comparingDouble(PlanShare::share).reversed())
                .limit(NODES_MAX)
                .toList();
    }

    /** @param share of the node with all below it */
    private static void collect(PlanNode node, double share, List<PlanShare> shares) {
        double[] costs = costsOfChildren(node);
        double below = 0;
        for (double cost : costs) {
            below += cost;
        }
        double whole = Math.max(node.totalCost(), below);
        shares.add(
                new PlanShare(node.nodeType(), node.relation(), whole > 0 ? share * (whole - below) / whole : share));
        for (int i = 0; i < costs.length; i++) {
            if (whole > 0) {
                collect(node.children().get(i), share * costs[i] / whole, shares);
            }
        }
    }

    private static double[] costsOfChildren(PlanNode node) {
        double[] costs = new double[node.children().size()];
        for (int i = 0; i < costs.length; i++) {
            boolean inner = node.nodeType().equals("Nested Loop") && i == 1;
            double loops = inner ? Math.max(1, node.children().getFirst().rows()) : 1;
            costs[i] = Math.max(0, node.children().get(i).totalCost()) * loops;
        }
        return costs;
    }
}
