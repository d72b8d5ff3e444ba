package io.belastbar.plans;

import java.util.List;

/**
 * The time of each node with the nodes below: the printed mean × loops ÷ processes. The mean is rounded to thousandths of
 * a millisecond, which many fast loops multiply: 20,000 loops of "0.000" may be 10 ms. As far as that rounding goes, a node
 * takes at least as long as those that it executes, and these not longer than it.
 */
final class TotalTimes {
    private static final double ROUNDING_MS = 0.0005;

    private final double[] processes;
    private final double[] totals;

    /** @param nodes from the top down */
    TotalTimes(List<MeasuredNode> nodes, double[] processes) {
        this.processes = processes;
        this.totals = new double[nodes.size()];
        nodes.reversed().forEach(this::fitAbove);
        nodes.forEach(this::fitBelow);
    }

    double of(MeasuredNode node) {
        return totals[node.index()];
    }

    double uncertainty(MeasuredNode node) {
        return node.isTimed() && node.loops() > 1 ? ROUNDING_MS * node.loops() / processes[node.index()] : 0;
    }

    private void fitAbove(MeasuredNode node) {
        double printed = node.attributes().numberOrZero("Actual Total Time") * node.loops() / processes[node.index()];
        double below = executed(node).stream().mapToDouble(this::of).sum();
        totals[node.index()] = Math.max(printed, Math.min(below, printed + uncertainty(node)));
    }

    private void fitBelow(MeasuredNode node) {
        List<MeasuredNode> children = executed(node);
        double excess = children.stream().mapToDouble(this::of).sum() - of(node);
        double slack = children.stream().mapToDouble(this::uncertainty).sum();
        if (excess > 0 && slack > 0) {
            double part = Math.min(1, excess / slack);
            children.forEach(child -> totals[child.index()] = Math.max(0, of(child) - part * uncertainty(child)));
        }
    }

    private static List<MeasuredNode> executed(MeasuredNode node) {
        return node.children().stream()
                .filter(child -> !OwnPart.isDeferred(child))
                .toList();
    }
}
