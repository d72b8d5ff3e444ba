package io.belastbar.plans.rule;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;

/**
 * How much an advice can save at most.
 *
 * @param share of the whole execution, 0 to 1: of its time; without times of the blocks that it touched; without either
 *     of the planner's cost
 * @param ms of wall clock; 0 where no time was measured
 * @param basis what the share is one of
 * @param cost the planner's cost that it is about; 0 unless that is the basis
 */
public record Gain(double share, double ms, Basis basis, double cost) {
    /** Less than a twentieth of an execution is within what one execution differs from the next. */
    private static final double SHARE_MIN = 0.05;

    /** What takes less than half a millisecond is not worth a change of the database. */
    private static final double MS_MIN = 0.5;

    /** A cost of 500 is about 500 pages read in order, 4 MB. */
    private static final double COST_MIN = 500;

    /** What a share is one of. */
    public enum Basis {
        TIME,
        BLOCKS,
        COST
    }

    /** What the node takes by itself. */
    public static Gain own(Plan plan, MeasuredNode node) {
        double below =
                node.children().stream().mapToDouble(MeasuredNode::totalCost).sum();
        return of(plan, node.ownMs(), node.ownBlocks().touched(), Math.max(0, node.totalCost() - below));
    }

    /** What the node takes with everything below it. */
    public static Gain whole(Plan plan, MeasuredNode node) {
        return of(plan, node.totalMs(), node.blocks().touched(), node.totalCost());
    }

    /** A time of the plan that no node has: of a trigger, of compilation. */
    public static Gain ofMs(Plan plan, double ms) {
        return new Gain(part(ms, plan.totalMs()), ms, Basis.TIME, 0);
    }

    private static Gain of(Plan plan, double ms, double blocks, double cost) {
        if (plan.isTimed()) {
            return new Gain(part(ms, plan.totalMs()), ms, Basis.TIME, 0);
        }
        double touched = plan.blocks().touched();
        return plan.isMeasured() && touched > 0
                ? new Gain(part(blocks, touched), 0, Basis.BLOCKS, 0)
                : new Gain(part(cost, plan.root().totalCost()), 0, Basis.COST, cost);
    }

    /** The part of it that is 0 to 1. */
    public Gain times(double part) {
        double factor = Math.clamp(part, 0, 1);
        return new Gain(share * factor, ms * factor, basis, cost * factor);
    }

    public Gain plus(Gain other) {
        return new Gain(Math.min(1, share + other.share), ms + other.ms, basis, cost + other.cost);
    }

    /** Whether it is enough to speak about. */
    public boolean isWorthIt() {
        return share >= SHARE_MIN
                && switch (basis) {
                    case TIME -> ms >= MS_MIN;
                    case BLOCKS -> true;
                    case COST -> cost >= COST_MIN;
                };
    }

    private static double part(double value, double whole) {
        return whole > 0 ? Math.clamp(value / whole, 0, 1) : 0;
    }
}
