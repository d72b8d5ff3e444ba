package io.belastbar.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTrustTest {

    private static final GeneratorLimits LIMITS = new GeneratorLimits(Duration.ofMillis(100));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26  | 23  | p(95)<40          | false",
                "0.7 | 23  | p(95)<40          | true",
                "20  | 23  | p(95)<500         | true",
                "20  | 23  | rate<1%           | true",
                "26  | 23  | rate<1%           | false",
                "26  | 23  |                   | false",
                "20  | 23  |                   | true",
                "20  | 1   |                   | true",
                "60  | 80  |                   | true",
                "4.9 | 1   | p(99)<2           | true",
                "5.1 | 1   | p(99)<2           | false",
                "40  | 300 | p(99)<2           | true",
                "20  | 23  | min>50            | true",
                "90  | 23  | p(95)<10s         | true",
                "101 | 23  | p(95)<10s         | false",
                "101 | 900 |                   | false",
            })
    void latenessIsHeldAgainstWhatMatters(double lateMs, long medianMs, String threshold, boolean trusted) {
        GeneratorTrust trust = GeneratorTrust.forVerdict(run(lateMs, medianMs), thresholds(threshold), LIMITS);

        assertThat(trust.trusted()).isEqualTo(trusted);
    }

    @Test
    void theTightestLimitCounts() {
        List<Threshold> both = List.of(Runs.threshold("p(99)<1s"), Runs.threshold("p(50)<100"));

        GeneratorTrust trust = GeneratorTrust.forVerdict(run(30, 23), both, LIMITS);

        assertThat(trust.allowedMs()).isCloseTo(20, within(0.001));
        assertThat(trust.trusted()).isFalse();
        assertThat(trust.against().english()).isEqualTo("the tightest time limit is 100 ms");
    }

    @Test
    void aMachineThatIsKnownToBeBusyMayAllowMore() {
        GeneratorLimits generous = new GeneratorLimits(Duration.ofSeconds(30));

        assertThat(GeneratorTrust.forVerdict(run(1_000, 1), thresholds("p(95)<10"), generous)
                        .trusted())
                .isTrue();
        assertThat(GeneratorTrust.forVerdict(run(1_000, 1), List.of(), generous).trusted())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"26, 23, false", "0.7, 23, true", "4, 23, true", "0.9, 1, true", "1.5, 1, false"})
    void aComparisonWantsLatenessSmallAgainstTheMedian(double lateMs, long medianMs, boolean trusted) {
        assertThat(GeneratorTrust.forComparison(run(lateMs, medianMs)).trusted())
                .isEqualTo(trusted);
    }

    private static List<Threshold> thresholds(String expression) {
        return Stream.ofNullable(expression).map(Runs::threshold).toList();
    }

    private static RunResult run(double lateMs, long medianMs) {
        RunResultBuilder run = Runs.of(1);
        for (int n = 0; n < 100; n++) {
            run.record(0, 0, n * 10_000L, medianMs * 1_000, medianMs * 1_000, null, 1, 1);
        }
        return run.generator(new GeneratorReport(lateMs, 2 * lateMs, 0, 0, 0.4, 0.3, 10, List.of(), null))
                .build();
    }
}
