package io.belastbar.plans;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What each node spent itself of a figure that EXPLAIN prints with the nodes below included. Ordinary children and
 * SubPlans are executed inside their parent. A CTE is executed inside the CTE Scans that read it, an InitPlan inside the
 * node whose expression asks for its result first ({@link Payers}). Where more than one node can have paid, those pay
 * first that spent most. A CTE that nobody reads (a write) is executed after all others, inside no node.
 */
final class OwnPart {
    private final List<MeasuredNode> nodes;
    private final List<MeasuredNode> deferred;
    private final Payers payers;

    OwnPart(List<MeasuredNode> nodes) {
        this.nodes = nodes;
        this.deferred = nodes.stream().filter(OwnPart::isDeferred).toList();
        this.payers = new Payers(nodes);
    }

    /** The own part of each node by its index; never negative. */
    double[] of(ToDoubleFunction<MeasuredNode> figure) {
        double[] own = new double[nodes.size()];
        for (MeasuredNode node : nodes) {
            double below = node.children().stream()
                    .filter(child -> !isDeferred(child))
                    .mapToDouble(figure)
                    .sum();
            own[node.index()] = Math.max(0, figure.applyAsDouble(node) - below);
        }
        for (MeasuredNode node : deferred) {
            double cost = figure.applyAsDouble(node);
            double open = pay(cost, payers.of(node), own);
            if (open > 0 && !node.isCte()) {
                payOnHeaviestPath(node, cost, open, figure, own);
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
    private static void payOnHeaviestPath(
            MeasuredNode deferred, double cost, double open, ToDoubleFunction<MeasuredNode> figure, double[] own) {
        Optional<MeasuredNode> at = deferred.parent();
        double rest = open;
        while (rest > 0 && at.isPresent()) {
            rest = pay(rest, at.get(), own);
            at = at.get().children().stream()
                    .filter(child -> !isDeferred(child) && figure.applyAsDouble(child) >= cost)
                    .max(Comparator.comparingDouble(figure));
        }
    }
}
