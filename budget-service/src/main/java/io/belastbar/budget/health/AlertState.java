package io.belastbar.budget.health;

import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.quantity.Limit;
import java.time.Instant;

/**
 * Where the alert of a promise stands. One value neither raises nor resolves it: as many in a row must say the same. To
 * speak for resolving, a value must be inside the limit by a margin, so that one that hovers about the limit does not
 * raise and resolve by turns.
 *
 * @param status OK, WARNING or CRITICAL: what is told
 * @param pending what the last values say
 * @param streak how many of them in a row
 * @param value the last one
 * @param changedAt when {@code status} became what it is
 */
record AlertState(
        MetricStatus status, MetricStatus pending, int streak, double value, Instant seenAt, Instant changedAt) {

    /** Values in a row that raise an alert, or make it worse. */
    static final int RAISED_AFTER = 2;

    /** Values in a row that resolve it, or make it milder. */
    static final int RESOLVED_AFTER = 3;

    /** How far inside the limit a value must be to speak for resolving, as a share of the limit. */
    static final double MARGIN = 0.05;

    static AlertState start(Instant at) {
        return new AlertState(MetricStatus.OK, MetricStatus.OK, 0, Double.NaN, Instant.MIN, at);
    }

    boolean raised() {
        return status != MetricStatus.OK;
    }

    /** After one more value. A value that says nothing (UNKNOWN) changes nothing but when something was seen. */
    AlertState next(Objective objective, double value, Instant at) {
        var says = said(objective, value);
        if (says == MetricStatus.UNKNOWN) {
            return new AlertState(status, pending, streak, value, at, changedAt);
        }
        if (says == status) {
            return new AlertState(status, says, 0, value, at, changedAt);
        }
        // Worse counts on from whatever was worse before; milder from whatever was milder.
        var worse = says.compareTo(status) > 0;
        var sameSide = streak > 0 && pending.compareTo(status) > 0 == worse && pending != status;
        var inRow = sameSide ? streak + 1 : 1;
        var settled = sameSide && worse ? milder(pending, says) : sameSide ? worse(pending, says) : says;
        return inRow >= (worse ? RAISED_AFTER : RESOLVED_AFTER)
                ? new AlertState(settled, settled, 0, value, at, at)
                : new AlertState(status, settled, inRow, value, at, changedAt);
    }

    private MetricStatus said(Objective objective, double value) {
        var plain = MetricStatus.of(value, objective);
        return plain.compareTo(status) >= 0 || plain == MetricStatus.UNKNOWN
                ? plain
                : milder(status, MetricStatus.of(withMargin(objective, value), objective));
    }

    /** The value as it would be a margin nearer to the limits. */
    private static double withMargin(Objective objective, double value) {
        Limit<?> limit = objective.limit();
        var margin = MARGIN * objective.measure().dimension().value(limit.value());
        return limit.comparison().limitsFromAbove() ? value + margin : value - margin;
    }

    private static MetricStatus milder(MetricStatus one, MetricStatus other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static MetricStatus worse(MetricStatus one, MetricStatus other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
