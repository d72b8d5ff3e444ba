package io.belastbar.plans.rule;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out what another advice makes superfluous: two rules may see the same cause, on the same node or as a scan and what
 * repeats it.
 */
final class SameCause {
    /** The weight of a scan is nearly all of what repeats it: then an index for the scan is the remedy. */
    private static final double NEARLY_ALL = 0.6;

    private static final Set<String> SCANS = Set.of("filtered-scan", "index-filter");

    /** Told on the same node, the first makes these superfluous. */
    private static final Map<String, Set<String>> ON_SAME_NODE = Map.of(
            "compared-pairs", Set.of("misestimate"),
            "sort-spill", Set.of("wide-rows", "limit-over-sort"),
            "hash-spill", Set.of("wide-rows"),
            "index-filter", Set.of("whole-index-scan"),
            "not-in-sub-plan", Set.of("temporary-files"));

    /** Told on a node above a scan that one of {@link #SCANS} is about, these are its consequence. */
    private static final Set<String> ABOVE_SCAN = Set.of("inner-loops", "sub-plan-per-row", "limit-over-sort");

    private SameCause() {}

    static List<Advice> once(Plan plan, List<Advice> all) {
        List<MeasuredNode> nodes = plan.nodes();
        return Members.together(nodes, all).stream()
                .filter(advice -> all.stream().noneMatch(other -> makesSuperfluous(nodes, other, advice)))
                .sorted(Comparator.comparingDouble(Advice::weight).reversed())
                .toList();
    }

    private static boolean makesSuperfluous(List<MeasuredNode> nodes, Advice other, Advice advice) {
        boolean sameNode = other.node() == advice.node();
        if (sameNode && ON_SAME_NODE.getOrDefault(other.rule(), Set.of()).contains(advice.rule())) {
            return true;
        }
        boolean below = sameNode || isBelow(nodes.get(other.node()), nodes.get(advice.node()));
        boolean scanOf = SCANS.contains(other.rule())
                && ABOVE_SCAN.contains(advice.rule())
                && other.weight() >= NEARLY_ALL * advice.weight();
        boolean offsetOf = other.rule().equals("large-offset") && advice.rule().equals("limit-over-sort");
        return below && scanOf || offsetOf && isBelow(nodes.get(advice.node()), nodes.get(other.node()));
    }

    private static boolean isBelow(MeasuredNode node, MeasuredNode above) {
        return node.parent()
                .filter(parent -> parent.index() == above.index() || isBelow(parent, above))
                .isPresent();
    }
}
