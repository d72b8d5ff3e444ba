package io.belastbar.budget.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.statistics.ShareJudgement.Range;
import io.belastbar.contracts.ObjectiveVerdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareJudgementTest {

    @ParameterizedTest
    @CsvSource({"0.5,5", "0.1,29", "0.05,59", "0.01,299", "0.001,2995"})
    void smallestSampleIsWilks(double share, long n) {
        assertThat(ShareJudgement.smallestSample(share)).isEqualTo(n);
    }

    @ParameterizedTest
    // R: pbinom(k, n, q)
    @CsvSource({
        "0,59,0.05,0.04849",
        "3,100,0.05,0.25784",
        "0,10,0.5,0.000977",
        "10,10,0.5,1",
        "5,10,0.5,0.62305",
        "2440,49000,0.05,0.42312",
        "49800,1000000,0.05,0.18003",
        "1000000,1000000000,0.001,0.50027",
        "-1,5,0.5,0",
        "2,5,0,1",
        "2,5,1,0"
    })
    void binomialTailsAgreeWithTables(long k, long n, double q, double expected) {
        assertThat(BinomialTail.atMost(k, n, q)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void largeSamplesAreAsNearAsTheNormalApproximation() {
        var below = BinomialTail.atMost(49_800, 1_000_000, 0.05);
        var exactNeighbour = BinomialTail.atMost(2_440, 49_000, 0.05);

        assertThat(below).isCloseTo(0.1800, within(2e-3));
        assertThat(exactNeighbour).isCloseTo(0.4231, within(2e-3));
    }

    @Property
    void tailsAreComplementary(
            @ForAll @IntRange(min = 1, max = 5_000) int n, @ForAll @DoubleRange(min = 0.01, max = 0.99) double q) {
        var k = n / 3;

        assertThat(BinomialTail.atMost(k, n, q) + BinomialTail.atLeast(k + 1, n, q))
                .isCloseTo(1, within(1e-6));
    }

    @Property
    void moreBadRequestsNeverImproveTheVerdict(
            @ForAll @IntRange(min = 1, max = 3_000) int n, @ForAll @IntRange(min = 0, max = 200) int bad) {
        var k = Math.min(bad, n - 1);

        var better = ShareJudgement.judge(k <= 0.05 * n, Range.exactly(k), n, 0.05);
        var worse = ShareJudgement.judge(k + 1 <= 0.05 * n, Range.exactly(k + 1), n, 0.05);

        assertThat(rank(worse)).isGreaterThanOrEqualTo(rank(better));
    }

    @Test
    void fewButAllBadIsAViolation() {
        assertThat(ShareJudgement.judge(false, Range.exactly(10), 10, 0.05)).isEqualTo(ObjectiveVerdict.FAIL);
    }

    @Test
    void oneErrorInFourHundredSaysNothingAboutOneInAThousand() {
        assertThat(ShareJudgement.judge(false, Range.exactly(1), 400, 0.001)).isEqualTo(ObjectiveVerdict.INCONCLUSIVE);
    }

    @Test
    void zeroToleranceIsKeptByZero() {
        assertThat(ShareJudgement.judge(true, Range.exactly(0), 10, 0)).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(ShareJudgement.judge(false, Range.exactly(1), 10, 0)).isEqualTo(ObjectiveVerdict.FAIL);
    }

    private static int rank(ObjectiveVerdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case WARN, INCONCLUSIVE -> 1;
            case FAIL -> 2;
            case NO_DATA -> throw new AssertionError("a sample is data");
        };
    }
}
