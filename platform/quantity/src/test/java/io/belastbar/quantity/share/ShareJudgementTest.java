package io.belastbar.quantity.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.quantity.share.ShareJudgement.Verdict;
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
        assertThat(ShareJudgement.judge(false, Range.exactly(10), 10, 0.05)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void oneErrorInFourHundredSaysNothingAboutOneInAThousand() {
        assertThat(ShareJudgement.judge(false, Range.exactly(1), 400, 0.001)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void zeroToleranceIsKeptByZero() {
        assertThat(ShareJudgement.judge(true, Range.exactly(0), 10, 0)).isEqualTo(Verdict.PASS);
        assertThat(ShareJudgement.judge(false, Range.exactly(1), 10, 0)).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"800,0.05,40", "799,0.05,39", "50,0.001,0", "1000,0.001,1", "20,0.050000000000000044,1", "0,0.5,0"})
    void aShareAllowsWholeRequests(long n, double share, long allowed) {
        assertThat(ShareJudgement.allowed(n, share)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"800,0.05,39", "799,0.05,39", "50,0.001,0", "1000,0.001,0", "1001,0.001,1", "10,0,0"})
    void aShareThatMustStayBelowAllowsOneFewerWhereItIsWhole(long n, double share, long allowed) {
        assertThat(ShareJudgement.allowedBelow(n, share)).isEqualTo(allowed);
    }

    @Test
    void aFewTooManyAreWithinChance() {
        assertThat(ShareJudgement.sure(false, Range.exactly(43), 800, 0.05)).isFalse();
        assertThat(ShareJudgement.sure(false, Range.exactly(60), 800, 0.05)).isTrue();
        assertThat(ShareJudgement.judge(false, Range.exactly(43), 800, 0.05)).isEqualTo(Verdict.FAIL);
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case WARN, INCONCLUSIVE -> 1;
            case FAIL -> 2;
        };
    }
}
