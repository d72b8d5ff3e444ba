package io.belastbar.load.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison.Finding;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What must not be taken for a slower or faster target. */
class TrustedRunsTest {

    private static final Answers PLAIN = new Answers(60, second -> 1, second -> 0.7, 1);

    /**
     * Runs of a target that answers in about 23 ms, 40 times a second.
     *
     * @param factor by which each second is slower
     * @param latenessMs p99 of the generator in each second
     * @param unitMicros in which times are written
     */
    private record Answers(int seconds, IntToDoubleFunction factor, IntToDoubleFunction latenessMs, long unitMicros) {

        Answers slower(IntToDoubleFunction each) {
            return new Answers(seconds, each, latenessMs, unitMicros);
        }

        Answers late(IntToDoubleFunction eachMs) {
            return new Answers(seconds, factor, eachMs, unitMicros);
        }

        Answers lasting(int other) {
            return new Answers(other, factor, latenessMs, unitMicros);
        }

        Answers inUnitsOf(long micros) {
            return new Answers(seconds, factor, latenessMs, micros);
        }

        RunResult by(String engine, long seed) {
            return by(engine, seed, 0);
        }

        RunResult by(String engine, long seed, double errorRate) {
            RunIdentity identity = new RunIdentity(
                    "run-" + seed, "shop", "checkout", 1, "shop", Instant.EPOCH, Duration.ofSeconds(seconds));
            RunResultBuilder builder = new RunResultBuilder(
                    identity,
                    new Provenance(engine, "1", "", List.of()),
                    List.of(new StepInfo("list", "GET /list", "list")),
                    List.of());
            SplittableRandom random = new SplittableRandom(seed);
            for (int second = 0; second < seconds; second++) {
                for (int request = 0; request < 40; request++) {
                    double exact = 23_000 * factor.applyAsDouble(second) * Math.exp(0.03 * random.nextGaussian());
                    long micros = Math.round(exact / unitMicros) * unitMicros;
                    ErrorClass error = random.nextDouble() < errorRate ? ErrorClass.UNEXPECTED_STATUS : null;
                    builder.started(0, 0, second * 1_000_000L);
                    builder.record(0, 0, second * 1_000_000L, micros, micros, error, 100, 100);
                }
            }
            return withGenerator(builder.build());
        }

        private RunResult withGenerator(RunResult result) {
            List<SecondResult> watched = result.seconds().stream()
                    .limit(seconds)
                    .map(second -> new SecondResult(
                            second.second(), second.users(), 40, generator(second.second()), second.cells()))
                    .toList();
            double p99 = LongStream.range(0, seconds)
                    .mapToDouble(second -> latenessMs.applyAsDouble((int) second))
                    .max()
                    .orElse(0);
            return new RunResult(
                    result.identity(),
                    result.provenance(),
                    result.steps(),
                    result.tenants(),
                    SecondSeries.of(watched),
                    result.totals(),
                    new GeneratorReport(p99, 2.5 * p99, 0, 0, 0.2, 0.2, 1, List.of(), null));
        }

        private GeneratorSecond generator(int second) {
            long micros = Math.round(latenessMs.applyAsDouble(second) * 1e3);
            return new GeneratorSecond(micros, micros * 5 / 2, 0, 0, 0.2, 0.2, 1, 0);
        }
    }

    @Test
    void aRunWhoseGeneratorWasAsLateAsItsAnswersTookProvesNothing() {
        Answers late = PLAIN.lasting(15).slower(second -> 1.96).late(second -> 26.5);

        CandidateComparison compared = compare(PLAIN.lasting(15).by("belastbar", 1), late.by("belastbar", 2));
        CandidateComparison turned =
                compare(late.by("belastbar", 2), PLAIN.lasting(15).by("belastbar", 1));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(turned.overall().outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(shift(compared, 95).finding()).isEqualTo(Finding.GENERATOR_LATE);
        assertThat(warning(compared, Kind.GENERATOR_LATE).sentence(ReportLanguage.ENGLISH))
                .startsWith("The generator of b was 26.5 ms late (p99), at a median of 45.");
        assertThat(warning(compared, Kind.GENERATOR_LATE).sentence(ReportLanguage.GERMAN))
                .startsWith("Der Lastgenerator von b war 26,5 ms zu spät (p99)");
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .matches("Cannot tell: p95 was measured \\d+ % slower, but a load generator was so late .*");
    }

    @Test
    void aShiftThatDwarfsTheLatenessIsShownAllTheSame() {
        Answers slow = PLAIN.slower(second -> 20).late(second -> 26.5);

        CandidateComparison compared = compare(PLAIN.by("belastbar", 1), slow.by("belastbar", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.SLOWER);
    }

    @Test
    void aFewLateSecondsAreLeftOutAndSaid() {
        IntToDoubleFunction when = second -> second >= 20 && second < 24 ? 60 : 0.5;
        Answers held = PLAIN.late(when).slower(second -> when.applyAsDouble(second) > 1 ? 4 : 1);

        CandidateComparison compared = compare(PLAIN.by("belastbar", 1), held.by("belastbar", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(compared.overall().otherRequests()).isEqualTo(56 * 40);
        assertThat(compared.overall().throughput().difference()).isBetween(-0.01, 0.01);
        assertThat(warning(compared, Kind.LATE_SECONDS_LEFT_OUT).sentence(ReportLanguage.ENGLISH))
                .contains("4 / 60 seconds", "60.0 ms late");
        assertThat(compared.warnings()).extracting(ComparisonWarning::kind).doesNotContain(Kind.GENERATOR_LATE);
    }

    @Test
    void aRealSlowdownIsStillSeenBesideLateSeconds() {
        IntToDoubleFunction when = second -> second >= 20 && second < 24 ? 60 : 0.5;

        CandidateComparison compared = compare(
                PLAIN.late(when).by("belastbar", 1),
                PLAIN.late(when).slower(second -> 1.3).by("belastbar", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.SLOWER);
    }

    @Test
    void theLatenessOfAHealthyGeneratorCostsNothing() {
        CandidateComparison compared = compare(
                PLAIN.late(second -> 1.5).by("belastbar", 1),
                PLAIN.late(second -> 1.6).slower(second -> 1.3).by("belastbar", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(compared.warnings()).isEmpty();
    }

    @Test
    void whatANeighbourMadeInFiveOfFifteenSecondsIsNotShown() {
        Answers disturbed = PLAIN.lasting(15).slower(second -> second >= 4 && second < 9 ? 2 : 1);

        CandidateComparison slower = compare(PLAIN.lasting(15).by("belastbar", 1), disturbed.by("belastbar", 2));
        CandidateComparison faster =
                compare(disturbed.by("belastbar", 2), PLAIN.lasting(15).by("belastbar", 1));

        assertThat(shift(slower, 95).change()).isGreaterThan(0.8);
        assertThat(slower.overall().outcome()).isIn(Outcome.CANNOT_TELL, Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(faster.overall().outcome()).isIn(Outcome.CANNOT_TELL, Outcome.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void aTenfoldSlowdownIsShownHoweverMuchTheSecondsHangTogether() {
        IntToDoubleFunction wandering = second -> 1 + 0.25 * Math.sin(second / 2.5);

        CandidateComparison slightly = compare(
                PLAIN.lasting(15).slower(wandering).by("belastbar", 1),
                PLAIN.lasting(15)
                        .slower(second -> 1.6 * wandering.applyAsDouble(second))
                        .by("belastbar", 2));
        CandidateComparison tenfold = compare(
                PLAIN.lasting(15).slower(wandering).by("belastbar", 1),
                PLAIN.lasting(15)
                        .slower(second -> 10 * wandering.applyAsDouble(second))
                        .by("belastbar", 2));

        assertThat(slightly.overall().outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(slightly.overall().shifts())
                .extracting(QuantileShift::finding)
                .contains(Finding.FEW_STRETCHES);
        assertThat(tenfold.overall().outcome()).isEqualTo(Outcome.SLOWER);
    }

    @Test
    void aRunOfSixSecondsShowsNothing() {
        CandidateComparison compared = compare(
                PLAIN.lasting(6).by("belastbar", 1),
                PLAIN.lasting(6).slower(second -> 1.5).by("belastbar", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(shift(compared, 50).finding()).isEqualTo(Finding.SINGLE_REQUESTS);
        assertThat(compared.warnings()).extracting(ComparisonWarning::kind).contains(Kind.FEW_SECONDS);
    }

    @Test
    void timesInWholeMillisecondsAreNotTakenForADifference() {
        RunResult exact = PLAIN.by("belastbar", 1);
        RunResult rounded = PLAIN.inUnitsOf(1_000).by("jmeter", 2);
        RunResult roundedByAToolThatNeedNot = PLAIN.inUnitsOf(1_000).by("k6", 3);

        assertThat(compare(exact, rounded).overall().outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(warning(compare(exact, rounded), Kind.COARSE_TIMES).other()).isEqualTo("1.00 ms");
        assertThat(warning(compare(exact, roundedByAToolThatNeedNot), Kind.COARSE_TIMES)
                        .other())
                .isEqualTo("1.00 ms");
    }

    @Test
    void timesInWholeTenthsOfASecondCannotShowAFifth() {
        Answers slow = PLAIN.slower(second -> 20).inUnitsOf(100_000);
        Answers slower = PLAIN.slower(second -> 24).inUnitsOf(100_000);

        CandidateComparison compared = compare(slow.by("k6", 1), slower.by("k6", 2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(shift(compared, 50).finding()).isEqualTo(Finding.ROUNDED);
    }

    @Test
    void aDifferenceSmallerThanWhatMattersIsSaidToBeSo() {
        List<RunResult> earlier = LongStream.range(10, 20)
                .mapToObj(seed -> PLAIN.by("belastbar", seed))
                .toList();
        RunResult slower = PLAIN.slower(second -> 1.12).by("belastbar", 2);

        CandidateComparison lenient =
                compare(earlier, PLAIN.by("belastbar", 1), slower, ComparisonSettings.DEFAULT.mattersFrom(0.2));
        CandidateComparison usual = compare(earlier, PLAIN.by("belastbar", 1), slower, ComparisonSettings.DEFAULT);

        assertThat(lenient.overall().outcome()).isEqualTo(Outcome.BELOW_RELEVANT);
        assertThat(VerdictSentence.of(lenient.overall(), ReportLanguage.ENGLISH))
                .endsWith("That is less than the 20 % from which a difference matters.");
        assertThat(usual.overall().outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(usual.overall().method().earlierRuns()).isEqualTo(10);
    }

    @Test
    void aRunThatFailsMoreIsNeverFaster() {
        RunResult faster = PLAIN.slower(second -> 0.5).by("belastbar", 2, 0.1);

        CandidateComparison compared = compare(PLAIN.by("belastbar", 1), faster);

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.FAILS_MORE);
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .startsWith("More requests failed;")
                .contains("The error rate rose from 0 %");
    }

    @Test
    void slowerIsSaidOfARunThatFailsMoreToo() {
        RunResult slower = PLAIN.slower(second -> 1.5).by("belastbar", 2, 0.1);

        assertThat(compare(PLAIN.by("belastbar", 1), slower).overall().outcome())
                .isEqualTo(Outcome.SLOWER);
    }

    private static CandidateComparison compare(RunResult baseline, RunResult other) {
        return compare(List.of(), baseline, other, new ComparisonSettings(500, 0.05));
    }

    private static CandidateComparison compare(
            List<RunResult> earlier, RunResult baseline, RunResult other, ComparisonSettings settings) {
        List<ComparedRun> runs = List.of(SimulatedResult.sound("a", baseline), SimulatedResult.sound("b", other));
        return CompareRuns.compare(runs, earlier, settings, new SplittableRandom(1))
                .candidates()
                .getFirst();
    }

    private static QuantileShift shift(CandidateComparison compared, double percentile) {
        return compared.overall().shifts().stream()
                .filter(shift -> shift.percentile() == percentile)
                .findFirst()
                .orElseThrow();
    }

    private static ComparisonWarning warning(CandidateComparison compared, Kind kind) {
        return compared.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
