package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.share.ShareJudgement;

/**
 * What was measured over some time. Whatever is asked of it, a failed request never helps.
 *
 * @param times null where only counts are known
 * @param requests all finished ones
 * @param errors those of them that failed
 * @param starts that were planned; 0 when the source of the result does not tell
 * @param seconds that it lasted
 */
record Observed(RankedTimes times, long requests, long errors, long starts, double seconds) {

    /**
     * How many requests are bad, where a condition says how many may be.
     *
     * @param share that may be bad
     * @param allowed of these requests
     */
    record Bad(long count, long allowed, double share) {}

    static Observed of(Cell cell, TimeBasis basis, double seconds) {
        RankedTimes times = new RankedTimes(
                basis == TimeBasis.RESPONSE ? cell.responseMicros() : cell.serviceMicros(),
                cell.failedMicros(),
                cell.requests(),
                cell.errorCount());
        return new Observed(times, cell.requests(), cell.errorCount(), cell.intendedStarts(), seconds);
    }

    /** In the unit of the condition's limit; NaN without data, {@link RankedTimes#BEYOND} beyond every good answer. */
    double observed(Condition condition) {
        return condition.measure() instanceof Measure.Tally tally
                ? counted(tally, condition.comparison())
                : times.observedMs(condition);
    }

    private double counted(Measure.Tally tally, Comparison comparison) {
        long counted = comparison.limitsFromBelow() ? requests - errors : requests;
        return switch (tally) {
            case ERROR_RATE -> requests == 0 ? Double.NaN : (double) errors / requests;
            case COUNT -> counted;
            case THROUGHPUT -> seconds <= 0 ? Double.NaN : counted / seconds;
        };
    }

    /** Whether what was observed keeps a condition. */
    boolean keeps(Condition condition) {
        // A failed request makes nothing equal: without it, or in its place, there would be another value.
        boolean spoilt = errors > 0
                && condition.comparison() == Comparison.EQUAL
                && condition.measure() != Measure.Tally.ERROR_RATE;
        return condition.holds(observed(condition)) && !spoilt;
    }

    /** Null for a condition that does not say how many requests may be bad. */
    Bad bad(Condition condition) {
        if (requests == 0 || !condition.comparison().limitsFromAbove()) {
            return null;
        }
        return switch (condition.measure()) {
            case Measure.Percentile(var percent) ->
                new Bad(times.notWithin(condition), requests - times.rank(percent), 1 - percent.doubleValue() / 100);
            case Measure.Tally tally
            when tally == Measure.Tally.ERROR_RATE -> new Bad(errors, allowedErrors(condition), limit(condition));
            default -> null;
        };
    }

    private long allowedErrors(Condition condition) {
        return condition.comparison() == Comparison.BELOW
                ? ShareJudgement.allowedBelow(requests, limit(condition))
                : ShareJudgement.allowed(requests, limit(condition));
    }

    private static double limit(Condition condition) {
        return condition.limit().doubleValue();
    }

    /** Planned starts per second; finished requests where starts are not known. */
    double offeredPerSecond() {
        return seconds <= 0 ? 0 : (starts > 0 ? starts : requests) / seconds;
    }

    /** If all that is still on its way were a good answer. */
    Observed withAllInFlight() {
        long inFlight = Math.max(0, starts - requests);
        return new Observed(times, requests + inFlight, errors, starts, seconds);
    }
}
