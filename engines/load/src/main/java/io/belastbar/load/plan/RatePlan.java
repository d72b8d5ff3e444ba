package io.belastbar.load.plan;

import io.belastbar.load.scenario.LoadModel.RateStage;
import java.util.ArrayList;
import java.util.List;

/**
 * How many arrivals a run wants by each instant, in nanoseconds since its start. The rate is linear between the stages'
 * targets, so the number of arrivals is its integral, a parabola, and the instant of the n-th arrival its inverse.
 */
public final class RatePlan {

    /** @param before arrivals wanted before the leg begins */
    private record Leg(long start, long end, double from, double to, double before) {

        double rateAt(long time) {
            return from + (to - from) * (time - start) / (end - start);
        }

        double arrivalsBy(long time) {
            return before + (from + rateAt(time)) / 2 * (time - start) / 1e9;
        }

        double after() {
            return arrivalsBy(end);
        }

        /** Solves before + from·t + slope·t²/2 = arrivals for t, in the form that stays exact for small slopes. */
        long timeOf(double arrivals) {
            double wanted = arrivals - before;
            double slope = (to - from) / ((end - start) / 1e9);
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * wanted));
            double seconds = from + root == 0 ? 0 : 2 * wanted / (from + root);
            return Math.min(end, start + Math.round(seconds * 1e9));
        }
    }

    /** No arrival of this number is planned. */
    public static final long NEVER = Long.MAX_VALUE;

    private final List<Leg> legs;
    private final long endNanos;

    public RatePlan(List<RateStage> stages) {
        List<Leg> built = new ArrayList<>();
        long start = 0;
        double from = 0;
        double before = 0;
        for (RateStage stage : stages) {
            long end = start + stage.duration().toNanos();
            if (end > start) {
                Leg leg = new Leg(start, end, from, stage.targetPerSecond(), before);
                built.add(leg);
                before = leg.after();
            }
            start = end;
            from = stage.targetPerSecond();
        }
        this.legs = List.copyOf(built);
        this.endNanos = start;
    }

    private RatePlan(List<Leg> legs, long endNanos) {
        this.legs = List.copyOf(legs);
        this.endNanos = endNanos;
    }

    /** The same until this time, and from then on this rate until the end. Arrivals until then keep their instants. */
    public RatePlan changedAt(long time, double perSecond) {
        List<Leg> changed = new ArrayList<>();
        double before = 0;
        for (Leg leg : legs) {
            if (leg.end() <= time) {
                changed.add(leg);
                before = leg.after();
            } else if (leg.start() < time) {
                changed.add(new Leg(leg.start(), time, leg.from(), leg.rateAt(time), leg.before()));
                before = leg.arrivalsBy(time);
            }
        }
        if (time < endNanos) {
            changed.add(new Leg(time, endNanos, perSecond, perSecond, before));
        }
        return new RatePlan(changed, endNanos);
    }

    public long endNanos() {
        return endNanos;
    }

    /** Arrivals per second wanted at this time; zero before the start and from the end on. */
    public double rateAt(long time) {
        for (Leg leg : legs) {
            if (time >= leg.start() && time < leg.end()) {
                return leg.rateAt(time);
            }
        }
        return 0;
    }

    /** Arrivals wanted until this time, not rounded. */
    public double arrivalsBy(long time) {
        double arrivals = 0;
        for (Leg leg : legs) {
            if (time < leg.start()) {
                break;
            }
            arrivals = leg.arrivalsBy(Math.min(time, leg.end()));
        }
        return arrivals;
    }

    /** When the plan has wanted so many arrivals; {@link #NEVER} if it never will. */
    public long timeOf(double arrivals) {
        for (Leg leg : legs) {
            if (arrivals < leg.after()) {
                return leg.timeOf(Math.max(arrivals, leg.before()));
            }
        }
        return NEVER;
    }
}
