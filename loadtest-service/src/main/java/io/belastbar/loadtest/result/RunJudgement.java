package io.belastbar.loadtest.result;

import io.belastbar.contracts.RunVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run's numbers can be trusted. Whether they are good enough is the budget's to say, so the verdict here is
 * never {@link RunVerdict#FAILED}.
 *
 * @param reasons why it is not PASSED, as sentences; empty otherwise
 */
public record RunJudgement(RunVerdict verdict, List<String> reasons) {

    public RunJudgement {
        reasons = List.copyOf(reasons);
    }

    /** Judges how a run ended and how punctual the generator was; {@code latenessLimit} bounds the p99. */
    public static RunJudgement of(RunEnd end, LoadMeasurement measured, Duration latenessLimit) {
        List<String> reasons = new ArrayList<>();
        abortReason(end, reasons);
        boolean aborted = !reasons.isEmpty();
        validityReasons(measured, latenessLimit, reasons);
        if (aborted) {
            return new RunJudgement(RunVerdict.ABORTED, reasons);
        }
        return new RunJudgement(reasons.isEmpty() ? RunVerdict.PASSED : RunVerdict.INVALID, reasons);
    }

    /** For a run of which no measurement is left. */
    public static RunJudgement lost(RunEnd end) {
        List<String> reasons = new ArrayList<>();
        abortReason(end, reasons);
        reasons.add("What it had measured was in memory and is lost.");
        return new RunJudgement(RunVerdict.ABORTED, reasons);
    }

    /** For a run that ended before it sent anything. */
    public static RunJudgement unstarted(RunEnd end) {
        List<String> reasons = new ArrayList<>();
        abortReason(end, reasons);
        return new RunJudgement(RunVerdict.ABORTED, reasons);
    }

    private static void abortReason(RunEnd end, List<String> reasons) {
        switch (end) {
            case RunEnd.Completed() -> {}
            case RunEnd.Cancelled(String by) -> reasons.add("Cancelled by " + by + ".");
            case RunEnd.TargetGone(String target, Duration since) ->
                reasons.add("Target " + target + " accepted no connection for " + seconds(since) + ".");
            case RunEnd.StorageGone(Duration since) ->
                reasons.add("PostgreSQL could not store the state of the run for " + seconds(since) + ".");
            case RunEnd.ServiceStopped() -> reasons.add("loadtest-service stopped while the run was active.");
            case RunEnd.Broken(String detail) -> reasons.add(detail);
        }
    }

    private static void validityReasons(LoadMeasurement measured, Duration latenessLimit, List<String> reasons) {
        double lateness = measured.latenessP99Millis();
        if (lateness > latenessLimit.toNanos() / 1e6) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The load generator itself was late: p99 %.1f ms, limit %d ms. The latencies are not the target's"
                            + " alone.",
                    lateness,
                    latenessLimit.toMillis()));
        }
        if (measured.throttled() > 0) {
            reasons.add("The cap on the request rate held back " + measured.throttled()
                    + " requests: the scenario offers more than this service allows.");
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
