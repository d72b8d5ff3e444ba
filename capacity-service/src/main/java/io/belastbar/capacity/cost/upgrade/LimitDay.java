package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How probable it is that a limit is reached by a moment: straight lines through the known percentiles, from 0 now. Behind
 * P90 the line goes on. Where a percentile lies beyond the forecast, it is taken to lie at its end: that is too early, and
 * so on the safe side.
 */
final class LimitDay {

    private static final double SECONDS_A_DAY = 86_400;

    /** In days from now, ascending, with the probability that the limit is reached by then. */
    private record Corner(double day, double probability) {}

    private final List<Corner> corners = new ArrayList<>();

    /**
     * @param now before which it has not been reached, unless it has
     * @param reach until when the forecast goes
     */
    LimitDay(ProjectedLimit limit, Instant now, Instant reach) {
        corners.add(new Corner(0, limit.status() == Status.REACHED ? 1 : 0));
        if (limit.status() == Status.EXPECTED && limit.p10() != null) {
            add(limit.p10(), 0.1, now);
            add(limit.p50() == null ? reach : limit.p50(), 0.5, now);
            if (limit.p50() != null) {
                add(limit.p90() == null ? reach : limit.p90(), 0.9, now);
            }
            if (limit.p90() != null) {
                goOn();
            }
        }
    }

    private void add(Instant at, double probability, Instant now) {
        double day = Duration.between(now, at).toSeconds() / SECONDS_A_DAY;
        corners.add(new Corner(Math.max(corners.getLast().day(), day), probability));
    }

    private void goOn() {
        Corner median = corners.get(corners.size() - 2);
        Corner late = corners.getLast();
        double slope = (late.day() - median.day()) / (late.probability() - median.probability());
        corners.add(new Corner(late.day() + slope * (1 - late.probability()), 1));
    }

    /** That it is reached by that many days from now. */
    double reachedBy(double day) {
        Corner before = corners.getFirst();
        if (day < before.day()) {
            return before.probability();
        }
        for (Corner after : corners) {
            if (after.day() > day) {
                return before.probability()
                        + (after.probability() - before.probability())
                                * (day - before.day())
                                / (after.day() - before.day());
            }
            before = after;
        }
        return before.probability();
    }

    /**
     * How many days on average lie between a day and the limit, if that comes later: the area above the line, as far as it
     * is known.
     */
    double daysBetween(double day) {
        double area = 0;
        Corner before = new Corner(day, reachedBy(day));
        for (Corner after : corners) {
            if (after.day() > day) {
                area += (after.day() - before.day()) * (1 - (before.probability() + after.probability()) / 2);
                before = after;
            }
        }
        return area;
    }
}
