package io.belastbar.load.plan;

import io.belastbar.load.scenario.LoadModel.Arrival;
import java.util.random.RandomGenerator;

/**
 * The instants at which one lane's iterations arrive, one after the other.
 *
 * <p>Both spacings walk along the plan's count of arrivals and ask the plan for the instant. Even: in equal steps, lane by
 * lane in turn. Poisson: in steps that are exponentially distributed; a walk of unit mean, mapped through the inverse of
 * the cumulative rate, is a Poisson process of that rate, ramps included (Çinlar, <i>Introduction to Stochastic
 * Processes</i>, 4.7: time transformation), and lanes with steps of their share add up to it.
 */
public final class Arrivals {

    private final Arrival spacing;
    private final LaneShare share;
    private final RandomGenerator random;
    private RatePlan plan;
    private double position;

    public Arrivals(RatePlan plan, Arrival spacing, LaneShare share, RandomGenerator random) {
        this.plan = plan;
        this.spacing = spacing;
        this.share = share;
        this.random = random;
        this.position = spacing == Arrival.EVEN ? share.index() : random.nextExponential() * share.of();
    }

    /** When the next one is due, in nanoseconds since the start of the run; {@link RatePlan#NEVER} after the last. */
    public long next() {
        return plan.timeOf(position);
    }

    /** Goes on to the one after. */
    public void advance() {
        position += spacing == Arrival.EVEN ? share.of() : random.nextExponential() * share.of();
    }

    /** How many are to come until the end of the plan; where they are drawn, as many as the plan expects. */
    public long left() {
        double left = (plan.arrivalsBy(plan.endNanos()) - position) / share.of();
        return Math.max(0, spacing == Arrival.EVEN ? (long) Math.ceil(left) : Math.round(left));
    }

    /** Arrivals that were due keep their instants if the new plan agrees with the old one until now. */
    public void follow(RatePlan changed) {
        plan = changed;
    }

    public RatePlan plan() {
        return plan;
    }
}
