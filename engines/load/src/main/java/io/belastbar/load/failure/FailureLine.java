package io.belastbar.load.failure;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cause of failures as people are told of it.
 *
 * @param step its name
 * @param share of the step's requests, from 0 to 1
 * @param advice what would help
 */
public record FailureLine(
        String step, ErrorClass error, String code, String message, long count, double share, Sentence advice) {

    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ /.*");

    /** Most frequent first; none for a run of which no causes are known. */
    public static List<FailureLine> of(RunResult result) {
        return result.failures().stream()
                .sorted(Comparator.comparingLong(FailureCause::count).reversed().thenComparingInt(FailureCause::step))
                .map(cause -> of(result, cause))
                .toList();
    }

    private static FailureLine of(RunResult result, FailureCause cause) {
        boolean known = cause.step() < result.steps().size();
        String step = known ? result.steps().get(cause.step()).name() : "";
        long requests = known ? result.step(cause.step()).requests() : 0;
        // Causes and totals are counted apart, and a run that was lost may have stored the one later than the other.
        double share = Math.min(1, (double) cause.count() / Math.max(cause.count(), requests));
        return new FailureLine(
                step,
                cause.error(),
                cause.code(),
                cause.message(),
                cause.count(),
                share,
                FailureAdvice.of(cause, known ? target(result, cause.step()) : ""));
    }

    /** A result names one target: of a run against two, it is the one that requests go to. */
    private static String target(RunResult result, int step) {
        boolean request = isRequest(result.steps().get(step));
        return request || result.steps().stream().noneMatch(FailureLine::isRequest)
                ? result.identity().target()
                : "";
    }

    private static boolean isRequest(StepInfo step) {
        return REQUEST.matcher(step.endpoint()).matches();
    }

    /** {@code 40 of `orders` (100 %): SQL_ERROR 42P01: relation "ordders" does not exist}. */
    public Sentence sentence() {
        return Wording.sentence(
                FailureLine.class,
                words -> words.text(
                        "line",
                        words.language().count(count),
                        step,
                        words.language().percent(share),
                        name() + (message.isEmpty() ? "" : ": " + message)));
    }

    /** The class with its code. */
    public String name() {
        return code.isEmpty() ? error.name() : error.name() + " " + code;
    }
}
