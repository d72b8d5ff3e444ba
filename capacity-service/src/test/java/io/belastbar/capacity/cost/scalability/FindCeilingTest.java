package io.belastbar.capacity.cost.scalability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.cost.scalability.Ceiling.NotShown;
import io.belastbar.capacity.cost.scalability.Ceiling.Reason;
import io.belastbar.capacity.cost.scalability.Ceiling.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindCeilingTest {

    /** Schwartz, "Practical Scalability Analysis with the Universal Scalability Law", 2015: MySQL on a Cisco UCS server. */
    private static final double[] CISCO = {
        955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71, 8646.7,
        9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43, 11518.63, 11806, 12089.37,
        12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4, 12074.39
    };

    @Test
    void theCoefficientsAreThoseThatSchwartzPublished() {
        var shown = (Shown) FindCeiling.of(cisco());

        assertThat(shown.law().contention()).isCloseTo(0.02671591, Percentage.withPercentage(0.02));
        assertThat(shown.law().coherence()).isCloseTo(7.690945e-4, Percentage.withPercentage(0.02));
        assertThat(shown.law().rate()).isCloseTo(995.6486, Percentage.withPercentage(0.001));
        assertThat(Math.floor(shown.peakLoad())).isEqualTo(35);
        assertThat(shown.throughput()).isCloseTo(12_341, Percentage.withPercentage(0.02));
        assertThat(shown.lower()).isLessThan(shown.throughput()).isGreaterThan(12_000);
        assertThat(shown.upper()).isGreaterThan(shown.throughput()).isLessThan(12_700);
    }

    /** SPEC SDM91 on a SPARCcenter 2000, as the R package usl publishes it with γ 89.9952, α 0.0277285, β 0.0001044. */
    @Test
    void theCoefficientsAreThoseOfTheRPackage() {
        var shown = (Shown) FindCeiling.of(points(
                new double[] {1, 18, 36, 72, 108, 144, 216},
                new double[] {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2}));

        assertThat(shown.law().rate()).isCloseTo(89.9952, Percentage.withPercentage(0.01));
        assertThat(shown.law().contention()).isCloseTo(0.0277285, Percentage.withPercentage(0.02));
        assertThat(shown.law().coherence()).isCloseTo(0.0001044, Percentage.withPercentage(0.1));
        assertThat(shown.peakLoad()).isCloseTo(96.5, within(0.2));
    }

    @ParameterizedTest
    @CsvSource({"100, 0.03, 0.0005", "995, 0, 0.001", "0.5, 0.2, 0.0001", "1e6, 0.05, 0", "3, 0.9, 0.0001"})
    void anExactLawIsFoundAgain(double rate, double contention, double coherence) {
        var law = new ScalabilityLaw(rate, contention, coherence);

        var shown = (Shown) FindCeiling.of(on(law, DoubleStream.of(1, 4, 10, 30, 60, 120, 200)));

        assertThat(shown.law().rate()).isCloseTo(rate, Percentage.withPercentage(0.01));
        assertThat(shown.law().contention()).isCloseTo(contention, within(1e-5));
        assertThat(shown.law().coherence()).isCloseTo(coherence, within(1e-6));
        assertThat(shown.lower()).isCloseTo(law.ceiling(), Percentage.withPercentage(0.1));
        assertThat(shown.upper()).isCloseTo(law.ceiling(), Percentage.withPercentage(0.1));
    }

    @Test
    void noPointOfAFineGridFitsBetter() {
        for (int seed = 0; seed < 5; seed++) {
            var points = noisy(new ScalabilityLaw(80, 0.04, 0.0004), 0.05, seed);

            double found = new ScalabilityFit(points).best().squares();

            double best = IntStream.rangeClosed(0, 200)
                    .mapToDouble(contention -> IntStream.rangeClosed(0, 200)
                            .mapToDouble(coherence -> squares(points, contention * 0.0005, coherence * 0.000005))
                            .min()
                            .orElseThrow())
                    .min()
                    .orElseThrow();
            assertThat(found).isLessThanOrEqualTo(best * (1 + 1e-9));
        }
    }

    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        var law = new ScalabilityLaw(100, 0.02, 0.001);
        int held = 0;
        for (int seed = 0; seed < 300; seed++) {
            var shown = (Shown) FindCeiling.of(noisy(law, 0.03, seed));
            held += shown.lower() <= law.ceiling() && law.ceiling() <= shown.upper() ? 1 : 0;
        }

        assertThat(held / 300.0).isBetween(0.91, 0.985);
    }

    @Test
    void runsThatGrowWithTheLoadShowNothingAndNameTheNextLoad() {
        var linear = (NotShown) FindCeiling.of(on(new ScalabilityLaw(50, 0, 0), DoubleStream.of(1, 5, 10, 20, 40)));

        assertThat(linear).isEqualTo(new NotShown(Reason.STILL_GROWING, 5, 40, 2000, 80));
    }

    /** An exact law would tell its peak from afar; what nobody tried is not shown all the same. */
    @Test
    void whatLiesFarBeyondTheRunsIsNotShown() {
        var law = new ScalabilityLaw(100, 0.01, 0.0001);

        var far = (NotShown) FindCeiling.of(on(law, IntStream.rangeClosed(1, 10).asDoubleStream()));

        assertThat(far.reason()).isEqualTo(Reason.STILL_GROWING);
        assertThat(far.nextLoad()).isEqualTo(20);
    }

    @Test
    void threeLoadsAreTooFewForThreeParametersHoweverOftenTheyWereRun() {
        var law = new ScalabilityLaw(100, 0.02, 0.001);
        var thrice = Stream.of(1, 2, 3)
                .flatMap(run -> on(law, DoubleStream.of(1, 20, 60)).stream())
                .toList();

        assertThat(FindCeiling.of(thrice))
                .isEqualTo(new NotShown(
                        Reason.FEW_LOADS,
                        3,
                        60,
                        law.throughput(20) > law.throughput(60) ? law.throughput(20) : law.throughput(60),
                        120));
        assertThat(FindCeiling.of(List.of())).isEqualTo(new NotShown(Reason.NO_RUNS, 0, 0, 0, 10));
    }

    @Test
    void wildScatterIsNoCeilingAndTheNextLoadIsWithinReach() {
        var scatter = points(new double[] {10, 20, 30, 40, 50}, new double[] {900, 1000, 500, 1100, 700});

        var uncertain = (NotShown) FindCeiling.of(scatter);

        assertThat(uncertain.reason()).isEqualTo(Reason.UNCERTAIN);
        assertThat(uncertain.nextLoad()).isBetween(62.0, 101.0);
    }

    @Test
    void theOrderOfTheRunsDoesNotMatterAndTheAnswerIsTheSameEachTime() {
        var points = new ArrayList<>(noisy(new ScalabilityLaw(100, 0.02, 0.001), 0.03, 1));
        var first = (Shown) FindCeiling.of(points);
        Collections.reverse(points);

        var second = (Shown) FindCeiling.of(points);

        assertThat(FindCeiling.of(points)).isEqualTo(second);
        assertThat(second.throughput()).isCloseTo(first.throughput(), Percentage.withPercentage(1e-3));
    }

    @Test
    void loadByLittlesLawIsAtLeastOne() {
        assertThat(LoadPoint.ofLatency(1_000, 0.05)).isEqualTo(new LoadPoint(50, 1_000));
        assertThat(LoadPoint.ofLatency(10, 0.001)).isEqualTo(new LoadPoint(1, 10));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "NaN, 1", "1, 0", "1, -1", "1, NaN", "1, Infinity", "1e10, 1"})
    void whatIsNoPointIsRefused(double load, double throughput) {
        assertThatThrownBy(() -> new LoadPoint(load, throughput)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutCoherenceTheCeilingIsNearedAndNotReached() {
        var amdahl = new ScalabilityLaw(100, 0.05, 0);

        assertThat(amdahl.ceiling()).isEqualTo(2_000);
        assertThat(amdahl.peakLoad()).isInfinite();
        assertThat(new ScalabilityLaw(100, 0, 0).ceiling()).isInfinite();
    }

    private static List<LoadPoint> cisco() {
        return points(IntStream.rangeClosed(1, CISCO.length).asDoubleStream().toArray(), CISCO);
    }

    private static List<LoadPoint> points(double[] loads, double[] throughputs) {
        return IntStream.range(0, loads.length)
                .mapToObj(i -> new LoadPoint(loads[i], throughputs[i]))
                .toList();
    }

    private static List<LoadPoint> on(ScalabilityLaw law, DoubleStream loads) {
        return loads.mapToObj(load -> new LoadPoint(load, law.throughput(load))).toList();
    }

    /** Every residual has the same scatter, as least squares assume. */
    private static List<LoadPoint> noisy(ScalabilityLaw law, double share, long seed) {
        var random = new Random(seed);
        return DoubleStream.of(1, 5, 10, 20, 30, 40, 50, 60)
                .mapToObj(load -> new LoadPoint(
                        load, Math.max(1, law.throughput(load) + share * law.ceiling() * random.nextGaussian())))
                .toList();
    }

    private static double squares(List<LoadPoint> points, double contention, double coherence) {
        double both = 0;
        double own = 0;
        for (var point : points) {
            double relative = ScalabilityLaw.relative(point.load(), contention, coherence);
            both += relative * point.throughput();
            own += relative * relative;
        }
        double rate = both / own;
        return points.stream()
                .mapToDouble(point -> Math.pow(
                        point.throughput() - rate * ScalabilityLaw.relative(point.load(), contention, coherence), 2))
                .sum();
    }
}
