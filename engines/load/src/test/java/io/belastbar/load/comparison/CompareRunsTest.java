package io.belastbar.load.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparedRun.Standing;
import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.imports.RunImport;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.report.ReportLanguage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompareRunsTest {

    private static final ComparisonSettings FEW = new ComparisonSettings(400, 0.05);
    private static final SimulatedResult PLAIN = SimulatedResult.plain("a", 120, 150);

    @Test
    void aSlowerRunIsFoundOverallAndInEachStep() {
        CandidateComparison compared =
                compare(PLAIN.result(1), PLAIN.slower(1.3, 1).result(2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(compared.steps()).hasSize(2).allMatch(step -> step.outcome() == Outcome.SLOWER);
        assertThat(compared.warnings()).isEmpty();
        QuantileShift p95 = shift(compared.overall(), 95);
        assertThat(p95.estimate().interval().contains(0.3)).isTrue();
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .matches("p95 is \\d+ % slower \\(95 % CI \\d+ to \\d+ %\\)\\. Also: p50 .*");
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.GERMAN))
                .matches("p95 ist \\d+ % langsamer \\(95-%-Konfidenzintervall \\d+ bis \\d+ %\\)\\. Ebenso: p50 .*");
    }

    @Test
    void equalRunsShowNoDifferenceAndSayWhatCouldNotBeSeen() {
        CandidateComparison compared = compare(PLAIN.result(1), PLAIN.result(2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .matches(
                        "No difference in response time shown; a difference below [\\d.]+ % at p95 could not be seen with this much data\\.");
    }

    @Test
    void aSlowerTailAloneIsNotASlowerMedian() {
        CandidateComparison compared =
                compare(PLAIN.result(1), PLAIN.slower(1, 2).result(2));

        assertThat(shift(compared.overall(), 50).shown()).isFalse();
        assertThat(shift(compared.overall(), 99).shown()).isTrue();
        assertThat(shift(compared.overall(), 99).change()).isGreaterThan(0.5);
    }

    @Test
    void moreErrorsAreSaidAndWarnedOf() {
        CandidateComparison compared =
                compare(PLAIN.result(1), PLAIN.failing(0.03).result(2));

        assertThat(compared.overall().errorRate().shown()).isTrue();
        assertThat(compared.overall().errorRate().interval().low()).isBetween(0.02, 0.03);
        assertThat(compared.warnings()).extracting(ComparisonWarning::kind).contains(Kind.MORE_ERRORS);
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .contains("The error rate rose from 0.");
    }

    @Test
    void anInvalidRunConcludesNothing() {
        RunComparison comparison = CompareRuns.compare(
                List.of(
                        SimulatedResult.sound("a", PLAIN.result(1)),
                        new ComparedRun("b", PLAIN.slower(2, 1).result(2), Standing.INVALID)),
                FEW,
                new SplittableRandom(1));

        CandidateComparison compared = comparison.candidates().get(0);
        assertThat(compared.overall().outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(compared.overall().shifts()).isNotEmpty().noneMatch(QuantileShift::shown);
        assertThat(compared.warnings().get(0).forbids()).isTrue();
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.GERMAN))
                .startsWith("Nicht vergleichbar");
    }

    @Test
    void otherLoadAndOtherDurationAreWarnedOf() {
        CandidateComparison compared =
                compare(PLAIN.result(1), SimulatedResult.plain("b", 60, 300).result(2));

        assertThat(compared.warnings())
                .extracting(ComparisonWarning::kind)
                .containsExactly(Kind.DIFFERENT_LOAD, Kind.DIFFERENT_DURATION);
        assertThat(compared.overall().throughput().difference()).isBetween(0.9, 1.1);
    }

    @Test
    void againstAToolThatMeasuresFromTheSendServiceTimesAreCompared() {
        RunComparison comparison = CompareRuns.compare(
                List.of(
                        SimulatedResult.sound("a", PLAIN.result(1)),
                        SimulatedResult.sound("b", PLAIN.by("jmeter").result(1))),
                FEW,
                new SplittableRandom(1));

        assertThat(comparison.serviceTimes()).isTrue();
        assertThat(comparison.candidates().get(0).warnings())
                .extracting(ComparisonWarning::kind)
                .containsExactly(Kind.DIFFERENT_ENGINE, Kind.SERVICE_TIMES, Kind.COARSE_TIMES);
        double p50 =
                shift(comparison.candidates().get(0).overall(), 50).estimate().baselineMicros();
        double service = PLAIN.result(1).total().serviceMicros().getValueAtPercentile(50);
        assertThat(p50).isBetween(service * 0.99, service * 1.01);
    }

    @Test
    void anImportWithoutSecondsIsDrawnRequestByRequestUpToItsHighestPercentile() throws IOException {
        ImportContext context = new ImportContext("shop", "checkout", "k6", Instant.EPOCH);
        RunResult summary;
        try (InputStream in = RunImport.class.getResourceAsStream("k6-summary-export.json")) {
            summary = RunImport.read(null, in, context);
        }

        CandidateComparison compared = compare(PLAIN.result(1), summary);

        assertThat(compared.warnings())
                .extracting(ComparisonWarning::kind)
                .contains(Kind.NO_SECONDS, Kind.ONLY_SOME_PERCENTILES);
        assertThat(compared.overall().shifts())
                .extracting(QuantileShift::percentile)
                .containsExactly(50.0, 90.0, 95.0);
        assertThat(compared.overall().method().blocks().otherSeconds()).isZero();
        assertThat(compared.steps()).isEmpty();
    }

    @Test
    void aPercentileThatOneToolDidNotExportIsNotCompared() throws IOException {
        CandidateComparison compared = compare(
                k6("\"med\":10,\"max\":1000,\"p(90)\":12,\"p(95)\":1000"),
                k6("\"med\":10,\"max\":1000,\"p(95)\":1000"));

        assertThat(compared.overall().shifts())
                .extracting(QuantileShift::percentile)
                .containsExactly(50.0, 95.0);
        assertThat(compare(k6("\"p(90)\":12,\"p(95)\":20"), k6("\"p(90)\":12,\"p(95)\":20"))
                        .overall()
                        .shifts())
                .extracting(QuantileShift::percentile)
                .containsExactly(90.0, 95.0);
    }

    @Test
    void withoutACommonPercentileItIsNotTheRequestsThatAreTooFew() throws IOException {
        CandidateComparison compared = compare(k6("\"p(90)\":12"), k6("\"p(95)\":20"));

        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .startsWith("Nothing to compare: no percentiles are known");
    }

    private static RunResult k6(String quantiles) throws IOException {
        String summary =
                "{\"metrics\":{\"http_reqs\":{\"count\":20000,\"rate\":100},\"http_req_duration\":{\"avg\":60,\"min\":8,"
                        + quantiles + "}}}";
        try (InputStream in = new ByteArrayInputStream(summary.getBytes(StandardCharsets.UTF_8))) {
            return RunImport.read(null, in, new ImportContext("shop", "checkout", "k6", Instant.EPOCH));
        }
    }

    @Test
    void aHandfulOfRequestsAllowsNoConclusion() {
        CandidateComparison compared =
                compare(PLAIN.result(1), SimulatedResult.plain("b", 3, 2).result(2));

        assertThat(compared.overall().outcome()).isEqualTo(Outcome.TOO_FEW_REQUESTS);
        assertThat(VerdictSentence.of(compared.overall(), ReportLanguage.ENGLISH))
                .startsWith("Too few requests");
    }

    @Test
    void theSameSeedGivesTheSameComparison() {
        RunResult first = PLAIN.result(1);
        RunResult second = PLAIN.slower(1.05, 1).result(2);

        assertThat(compare(first, second).overall().shifts())
                .isEqualTo(compare(first, second).overall().shifts());
    }

    @Test
    void oneRunOrOneWithoutRequestsIsRefused() {
        ComparedRun run = SimulatedResult.sound("a", PLAIN.result(1));
        RunIdentity identity = new RunIdentity("e", "shop", "checkout", 1, "", Instant.EPOCH, Duration.ofSeconds(1));
        ComparedRun empty = SimulatedResult.sound(
                "empty", new RunResultBuilder(identity, Provenance.own("1"), SimulatedResult.STEPS, List.of()).build());

        assertThatThrownBy(() -> CompareRuns.compare(List.of(run), FEW, new SplittableRandom(1)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> CompareRuns.compare(List.of(run, empty), FEW, new SplittableRandom(1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("finished requests");
    }

    private static CandidateComparison compare(RunResult baseline, RunResult other) {
        List<ComparedRun> runs = List.of(SimulatedResult.sound("a", baseline), SimulatedResult.sound("b", other));
        return CompareRuns.compare(runs, FEW, new SplittableRandom(1))
                .candidates()
                .get(0);
    }

    private static QuantileShift shift(StepComparison step, double percentile) {
        return step.shifts().stream()
                .filter(shift -> shift.percentile() == percentile)
                .findFirst()
                .orElseThrow();
    }
}
