package io.belastbar.plans;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What each node spent itself of a figure that EXPLAIN prints with the nodes below included. Ordinary children and
 * SubPlans are executed inside their parent. A CTE is executed inside the CTE Scans that read it, an InitPlan inside the
 * node whose expression asks for its result first ({@link Payers}). Where more than one node can have paid, those pay
 * first that spent most. A CTE that nobody reads (a write) is executed after all others, inside no node.
 */
final class OwnPart {
    /** Beyond, a plan is no query that somebody wrote, and no time is spent on guesses. */
    private static final int GUESSED_MAX = 200;

    private final List<MeasuredNode> nodes;
    private final Map<MeasuredNode, List<MeasuredNode>> payers = new LinkedHashMap<>();

    OwnPart(List<MeasuredNode> nodes) {
        this.nodes = nodes;
        Payers all = new Payers(nodes);
        nodes.stream().filter(OwnPart::isDeferred).forEach(node -> payers.put(node, all.of(node)));
    }

    /** The own part of each node by its index; never negative. */
    double[] of(ToDoubleFunction<MeasuredNode> figure) {
        double[] values = nodes.stream().mapToDouble(figure).toArray();
        double[] own = values.clone();
        for (MeasuredNode node : nodes) {
            if (!payers.containsKey(node)) {
                node.parent().ifPresent(parent -> own[parent.index()] -= values[node.index()]);
            }
        }
        Arrays.setAll(own, index -> Math.max(0, own[index]));
        int guessed = 0;
        for (MeasuredNode node : payers.keySet()) {
            double cost = values[node.index()];
            double open = pay(cost, payers.get(node), own);
            if (open > 0 && !node.isCte() && guessed++ < GUESSED_MAX) {
                payOnHeaviestPath(node, open, values, own);
            }
        }
        return own;
    }

    static boolean isDeferred(MeasuredNode node) {
        return node.relationship().equals("InitPlan") && node.parent().isPresent();
    }

    /** What nobody could pay of a cost. */
    private static double pay(double cost, List<MeasuredNode> payers, double[] own) {
        double open = cost;
        List<MeasuredNode> inTurn = payers.stream()
                .sorted(Comparator.comparingDouble((MeasuredNode node) -> own[node.index()])
                        .reversed())
                .toList();
        for (MeasuredNode payer : inTurn) {
            open = pay(open, payer, own);
        }
        return open;
    }

    private static double pay(double open, MeasuredNode payer, double[] own) {
        double paid = Math.min(open, own[payer.index()]);
        own[payer.index()] -= paid;
        return open - paid;
    }

    /** EXPLAIN does not show every expression: the node that paid is one that spent at least as much. */
    private void payOnHeaviestPath(MeasuredNode deferred, double open, double[] values, double[] own) {
        double cost = values[deferred.index()];
        Optional<MeasuredNode> at = deferred.parent();
        double rest = open;
        while (rest > 0 && at.isPresent()) {
            rest = pay(rest, at.get(), own);
            at = at.get().children().stream()
                    .filter(child -> values[child.index()] >= cost && !payers.containsKey(child))
                    .max(Comparator.comparingDouble(child -> values[child.index()]));
        }
    }
}
