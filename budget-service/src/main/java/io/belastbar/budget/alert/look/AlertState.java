package io.belastbar.budget.alert.look;

import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Instant;

/**
 * Where the alert of a promise stands. A value that is what it is raises it alone; of others two in a row must say the same. To
 * speak for resolving, a value must be inside the limit by a margin, so that one that hovers about the limit does not
 * raise and resolve by turns; one that keeps the limit for long without it resolves in the end. Values that rest on too few
 * samples to judge raise nothing; those in a row that keep the limit resolve what others raised, together.
 *
 * @param status OK, WARNING or CRITICAL: what is told
 * @param worse the values in a row that are worse than {@code status}
 * @param milder the values in a row that are milder by a margin
 * @param kept the values in a row that are milder
 * @param broke the worst value since it was raised; null while nothing is
 * @param last the worst value of the last outage that is over; null if there was none
 * @param value the last one
 * @param seenAt of the last one
 * @param changedAt when {@code status} became what it is
 */
public record AlertState(
        MetricStatus status,
        InRow worse,
        InRow milder,
        InRow kept,
        Broke broke,
        Broke last,
        double value,
        Instant seenAt,
        Instant changedAt) {

    /** Values in a row that raise an alert, or make it worse, where one alone does not decide. */
    public static final int RAISED_AFTER = 2;

    /** Values in a row, inside by a margin, that resolve it or make it milder. */
    public static final int RESOLVED_AFTER = 3;

    /** Values in a row that resolve it by keeping the limit, if only just. */
    public static final int RESOLVED_AFTER_KEPT = 10;

    /**
     * How many values in a row say at least (or at most) what.
     *
     * @param samples on which they rest together, as far as that matters: of each no more than are needed to judge
     */
    public record InRow(int values, MetricStatus says, long samples) {
        static final InRow NONE = new InRow(0, MetricStatus.OK, 0);

        InRow andAtLeast(MetricStatus next) {
            return new InRow(values + 1, values == 0 || next.compareTo(says) < 0 ? next : says, samples);
        }

        InRow andAtMost(MetricStatus next, long more) {
            return new InRow(values + 1, values == 0 || next.compareTo(says) > 0 ? next : says, samples + more);
        }
    }

    /** A value that broke a limit, and when. */
    public record Broke(double value, Instant at) {}

    public static AlertState start(Instant at) {
        return new AlertState(
                MetricStatus.OK, InRow.NONE, InRow.NONE, InRow.NONE, null, null, Double.NaN, Instant.MIN, at);
    }

    /** Nothing is raised after this value. */
    public static AlertState keptAt(SeriesPoint point) {
        return new AlertState(
                MetricStatus.OK, InRow.NONE, InRow.NONE, InRow.NONE, null, null, point.value(), point.at(), point.at());
    }

    public boolean raised() {
        return status != MetricStatus.OK;
    }

    /** After one more value. One that says nothing changes nothing but when something was seen. */
    public AlertState next(Objective objective, SeriesPoint point) {
        var said = Said.of(objective, point);
        if (!said.judged()) {
            return raised() && said.samples() > 0
                    ? afterFew(objective, point, said)
                    : new AlertState(status, worse, milder, kept, broke, last, point.value(), point.at(), changedAt);
        }
        return said.plain().compareTo(status) > 0
                ? afterWorse(objective, point, said)
                : afterMilder(objective, point, said);
    }

    /** After a value on too few samples: one that is no milder ends the row, and is no reason to tell of more. */
    private AlertState afterFew(Objective objective, SeriesPoint point, Said said) {
        return said.plain().compareTo(status) < 0
                ? afterMilder(objective, point, said)
                : new AlertState(
                        status, worse, InRow.NONE, InRow.NONE, broke, last, point.value(), point.at(), changedAt);
    }

    private AlertState afterWorse(Objective objective, SeriesPoint point, Said said) {
        var row = worse.andAtLeast(said.plain());
        var worst = worst(objective, point);
        if (said.alone()) {
            return changed(said.plain(), worst, point);
        }
        return row.values() >= RAISED_AFTER
                ? changed(row.says(), worst, point)
                : new AlertState(
                        status, row, InRow.NONE, InRow.NONE, worst, last, point.value(), point.at(), changedAt);
    }

    private AlertState afterMilder(Objective objective, SeriesPoint point, Said said) {
        if (!raised()) {
            return new AlertState(
                    status, InRow.NONE, InRow.NONE, InRow.NONE, null, last, point.value(), point.at(), changedAt);
        }
        var isKept = said.plain().compareTo(status) < 0;
        var isMilder = isKept && said.inside().compareTo(status) < 0;
        var keeps = isKept ? kept.andAtMost(said.plain(), 0) : InRow.NONE;
        var mild = isMilder ? milder.andAtMost(said.inside(), said.samples()) : InRow.NONE;
        if (mild.values() >= RESOLVED_AFTER && mild.samples() >= said.needed()) {
            return changed(mild.says(), broke, point);
        }
        if (keeps.values() >= RESOLVED_AFTER_KEPT) {
            return changed(keeps.says(), broke, point);
        }
        var worst = isKept ? broke : worst(objective, point);
        return new AlertState(status, InRow.NONE, mild, keeps, worst, last, point.value(), point.at(), changedAt);
    }

    private AlertState changed(MetricStatus to, Broke worst, SeriesPoint point) {
        return new AlertState(
                to,
                InRow.NONE,
                InRow.NONE,
                InRow.NONE,
                to == MetricStatus.OK ? null : worst,
                to == MetricStatus.OK ? worst : last,
                point.value(),
                point.at(),
                point.at());
    }

    /** Knows of an outage that ended before what was seen last. */
    AlertState withLast(Broke late) {
        var newer = last == null || late.at().isAfter(last.at()) ? late : last;
        return new AlertState(status, worse, milder, kept, broke, newer, value, seenAt, changedAt);
    }

    private Broke worst(Objective objective, SeriesPoint point) {
        return broke == null || Severities.isWorse(objective, point.value(), broke.value())
                ? new Broke(point.value(), point.at())
                : broke;
    }
}
