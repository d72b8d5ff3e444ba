package io.belastbar.budget.evaluation;

import io.belastbar.budget.evaluation.ShareTest.Range;
import io.belastbar.budget.objective.EndpointObjective;
import io.belastbar.budget.objective.EndpointObjective.ErrorRate;
import io.belastbar.budget.objective.EndpointObjective.ResponseTime;
import io.belastbar.budget.objective.EndpointObjective.Throughput;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.util.List;

/** Holds the promises of one endpoint against what the load generator measured. */
final class EndpointEvaluation {

    /** The edges of the measured window cost this share of a rate: requests that started inside and finished outside. */
    private static final double EDGE_SHARE = 0.01;

    private EndpointEvaluation() {}

    /** Judges one promise; {@code steps} are the results of the scenario's steps that call the endpoint. */
    static Judgement judge(EndpointObjective objective, List<EndpointResult> steps) {
        if (steps.isEmpty()) {
            return Judgement.noData("the run did not call this endpoint");
        }
        var measured = Measurement.of(steps);
        if (measured.requests() == 0) {
            return Judgement.noData("the run finished 0 requests to this endpoint");
        }
        return switch (objective) {
            case ResponseTime responseTime -> responseTime(responseTime, measured);
            case Throughput throughput -> throughput(throughput, measured);
            case ErrorRate errorRate -> errorRate(errorRate, measured);
        };
    }

    private static Judgement responseTime(ResponseTime objective, Measurement measured) {
        var n = measured.samples();
        var percentile = measured.percentileMs(objective.percentile());
        if (n == 0 || percentile.isEmpty()) {
            return Judgement.noData("no response time was recorded for " + measured.requests() + " requests");
        }
        var limit = objective.limit();
        var observedMs = percentile.get();
        var share = 1 - objective.percentile().share();
        var slow = measured.slowerThan(limit);
        var verdict = ShareTest.judge(limit.keptBy(observedMs * 1e6), slow, n, share);
        return new Judgement(
                verdict,
                Wording.millis(observedMs),
                limit.headroomPercent(observedMs * 1e6),
                n,
                reason(verdict, "slower than the limit", slow, n, share));
    }

    private static Judgement errorRate(ErrorRate objective, Measurement measured) {
        var n = measured.requests();
        var observed = (double) measured.errors() / n;
        var limit = objective.limit();
        var share = limit.value().fraction();
        var failed = Range.exactly(measured.errors());
        var verdict = ShareTest.judge(limit.keptBy(observed), failed, n, share);
        return new Judgement(
                verdict,
                Wording.percent(observed),
                limit.headroomPercent(observed),
                n,
                reason(verdict, "failed", failed, n, share));
    }

    private static String reason(ObjectiveVerdict verdict, String bad, Range count, long n, double share) {
        var counted =
                (count.least() == count.most() ? "" : "at most ") + count.most() + " of " + n + " requests " + bad;
        return switch (verdict) {
            case FAIL -> counted;
            case WARN -> counted + ": kept in this run, but not with 95% confidence";
            case INCONCLUSIVE ->
                counted + "; at least " + ShareTest.smallestSample(share) + " are needed to judge with 95% confidence";
            case PASS, NO_DATA -> null;
        };
    }

    private static Judgement throughput(Throughput objective, Measurement measured) {
        var limit = objective.limit();
        var succeeded = 1 - (double) measured.errors() / measured.requests();
        var achieved = measured.achievedPerSecond() * succeeded;
        var offered = measured.offeredPerSecond();
        var target = limit.value().perSecond();
        var observed = Wording.rate(achieved);
        var headroom = limit.headroomPercent(achieved);
        if (limit.keptBy(achieved)) {
            return new Judgement(ObjectiveVerdict.PASS, observed, headroom, measured.requests(), null);
        }
        if (offered < target) {
            var reason = "the run offered " + Wording.rate(offered) + ", less than the target, so it cannot tell";
            return new Judgement(ObjectiveVerdict.INCONCLUSIVE, observed, headroom, measured.requests(), reason);
        }
        var reason = Wording.rate(offered) + " were offered, " + observed + " succeeded";
        var edge = achieved >= target * (1 - EDGE_SHARE);
        return new Judgement(
                edge ? ObjectiveVerdict.WARN : ObjectiveVerdict.FAIL, observed, headroom, measured.requests(), reason);
    }
}
