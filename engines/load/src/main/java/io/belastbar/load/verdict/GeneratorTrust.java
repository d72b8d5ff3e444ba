package io.belastbar.load.verdict;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * Whether a load generator was punctual enough for what its run is about. Being 26 ms late hides nothing where the limit
 * is a second, and everything where the median is 23 ms: lateness is held against the times that matter, and only then
 * against an absolute limit. See {@code docs/adr/0025-lateness-counts-in-proportion.md}.
 *
 * @param latenessMs by which 99 % of the generator's actions were late at most; 0 where it did not watch itself
 * @param allowedMs most that is small against what was measured
 * @param against what it is small against
 */
public record GeneratorTrust(double latenessMs, double allowedMs, Sentence against) {

    /** A shorter time than this counts as this: a processor has other things to do for a while. */
    static final double LEAST_JUDGED_MS = 25;

    /** The same where times are compared, which wants more than a limit does. */
    static final double LEAST_COMPARED_MS = 5;

    /** Where no time is judged, the generator's lateness would have to be as large as what it measured. */
    static final double MEDIANS_UNJUDGED = 5;

    static final double LEAST_UNJUDGED_MS = 125;

    private static final double MEDIAN = 50;

    public boolean trusted() {
        return latenessMs <= allowedMs;
    }

    /**
     * For a verdict: small against the tightest limit of a time among these thresholds, or against the median service
     * time where that is longer, so that the limit is missed by far; without any limit, not above 25 ms and the median.
     */
    public static GeneratorTrust forVerdict(RunResult result, List<Threshold> thresholds, GeneratorLimits limits) {
        double lateness = result.generator().latenessP99Ms();
        double most = limits.latenessP99().toNanos() / 1e6;
        double tightest = thresholds.stream()
                .map(Threshold::condition)
                .filter(condition ->
                        condition.measure().time() && !condition.comparison().limitsFromBelow())
                .map(Condition::limit)
                .mapToDouble(Number::doubleValue)
                .min()
                .orElse(Double.NaN);
        // From the send: the response time holds the lateness itself.
        double median = Cell.percentileMs(result.total().serviceMicros(), MEDIAN);
        double relative = limits.share()
                * (Double.isNaN(tightest)
                        ? Math.max(LEAST_UNJUDGED_MS, MEDIANS_UNJUDGED * median)
                        : Math.max(LEAST_JUDGED_MS, Math.max(tightest, median)));
        if (relative >= most) {
            return new GeneratorTrust(lateness, most, new Sentence("as configured", "so eingestellt"));
        }
        Sentence against = Double.isNaN(tightest) || median > tightest
                ? Sentence.of(language -> median(median, language))
                : Sentence.of(language -> tightest(tightest, language));
        return new GeneratorTrust(lateness, relative, against);
    }

    /** For a comparison with another run: small against the median service time. */
    public static GeneratorTrust forComparison(RunResult result) {
        double median = Cell.percentileMs(result.total().serviceMicros(), MEDIAN);
        return new GeneratorTrust(
                result.generator().latenessP99Ms(),
                GeneratorLimits.DEFAULT_SHARE * Math.max(LEAST_COMPARED_MS, median),
                Sentence.of(language -> median(median, language)));
    }

    private static String median(double median, ReportLanguage language) {
        return language == ReportLanguage.GERMAN
                ? "der Median ist " + language.millis(median)
                : "the median is " + language.millis(median);
    }

    private static String tightest(double limit, ReportLanguage language) {
        return language == ReportLanguage.GERMAN
                ? "die engste Zeitgrenze ist " + language.millis(limit)
                : "the tightest time limit is " + language.millis(limit);
    }
}
