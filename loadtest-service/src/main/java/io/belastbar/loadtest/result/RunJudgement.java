package io.belastbar.loadtest.result;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.result.GeneratorReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run's numbers can be trusted, by how it ended and what the generator saw of itself.
 *
 * @param reasons why it is not PASSED, as sentences; empty otherwise
 */
public record RunJudgement(RunVerdict verdict, List<String> reasons) {

    public RunJudgement {
        reasons = List.copyOf(reasons);
    }

    /** Judges how a run ended and how punctual the generator was; {@code latenessLimit} bounds the p99. */
    public static RunJudgement of(RunEnd end, GeneratorReport generator, Duration latenessLimit) {
        List<String> reasons = new ArrayList<>();
        abortReason(end, reasons);
        boolean aborted = !reasons.isEmpty();
        validityReasons(generator, latenessLimit, reasons);
        if (aborted) {
            return new RunJudgement(RunVerdict.ABORTED, reasons);
        }
        return new RunJudgement(reasons.isEmpty() ? RunVerdict.PASSED : RunVerdict.INVALID, reasons);
    }

    /** For a run whose instance is gone; {@code secondsStored} of its measurement had reached PostgreSQL. */
    public static RunJudgement lost(RunEnd end, int secondsStored) {
        List<String> reasons = new ArrayList<>();
        abortReason(end, reasons);
        reasons.add(
                secondsStored == 0
                        ? "What it had measured was in memory and is lost."
                        : "Its first " + secondsStored + " seconds had been stored; what it measured later is lost.");
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

    private static void validityReasons(GeneratorReport generator, Duration latenessLimit, List<String> reasons) {
        if (generator.latenessP99Ms() > latenessLimit.toNanos() / 1e6) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The load generator itself was late: p99 %.1f ms, limit %d ms. The latencies are not the target's"
                            + " alone. Give it more processor time, more lanes or its own machine, or ask for less load.",
                    generator.latenessP99Ms(),
                    latenessLimit.toMillis()));
        }
        if (generator.dropped() > 0) {
            reasons.add("The load generator gave up " + generator.dropped()
                    + " planned starts, because all its users were busy until they would have timed out: allow more"
                    + " users, or ask for a lower rate.");
        }
        if (generator.throttled() > 0) {
            reasons.add("The cap on the request rate held back " + generator.throttled()
                    + " requests: the scenario offers more than this service allows"
                    + " (belastbar.loadtest.max-requests-per-second).");
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
