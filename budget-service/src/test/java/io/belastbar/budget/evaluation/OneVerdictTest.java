package io.belastbar.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.Samples;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.RunReportJson;
import io.belastbar.load.report.RunReportJunit;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.load.verdict.RunVerdictRule;
import io.belastbar.report.ReportLanguage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same promise of the same run has one status: as a threshold of the run, in its reports, and as a budget's. */
class OneVerdictTest {

    private static final String ENDPOINT = "GET /a";
    private static final int SECONDS = 10;
    private static final List<String> TARGETS = List.of(
            "target_response_time_p50: 100ms",
            "target_response_time_p95: 500ms",
            "target_response_time_p99: \"< 100ms\"",
            "target_response_time_p999: 1s",
            "target_error_rate: \"< 0.1%\"",
            "target_error_rate: 5%",
            "target_throughput: 5 req/sec",
            "target_throughput: 80 req/sec",
            "target_throughput: 500 req/sec");

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of("fifty good ones", cell(50, 0, n -> 20)),
                Arguments.of("fifty, one failed", cell(49, 1, n -> 20)),
                Arguments.of("many good ones", cell(3_000, 0, n -> 20)),
                Arguments.of("many, few failed", cell(2_999, 1, n -> 20)),
                Arguments.of("the edge of two humps, missed", cell(800, 0, n -> n < 43 ? 801 : 20)),
                Arguments.of("the edge of two humps, kept", cell(800, 0, n -> n < 38 ? 801 : 20)),
                Arguments.of("two humps, far off", cell(800, 0, n -> n < 160 ? 801 : 20)),
                Arguments.of("exactly the limit", cell(1_000, 0, n -> 100)),
                Arguments.of("half failed at once", cell(500, 500, n -> 20)),
                Arguments.of("one in twenty failed", cell(950, 50, n -> 20)),
                Arguments.of("two of forty slow", cell(40, 0, n -> n < 3 ? 801 : 20)),
                Arguments.of("blended", blended(1_000, 40, n -> n < 20 ? 900 : 20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aThresholdOfTheBudgetEndsAsTheBudgetItselfSays(String name, Cell cell) throws IOException {
        RunResult result = result(cell);
        for (String target : TARGETS) {
            var budget = Samples.budget("endpoints:\n  \"" + ENDPOINT + "\":\n    " + target + "\n");
            var objective = budget.objectives().findFirst().orElseThrow();
            var thresholds = BudgetThresholds.of(
                            List.of(new BudgetThresholds.Objective(
                                    ENDPOINT, objective.metric(), objective.limitText())),
                            result.steps())
                    .thresholds();
            List<ThresholdResult> found = ThresholdEvaluation.of(thresholds, result);
            RunJudgement judgement =
                    RunVerdictRule.judge(new RunEnding.Completed(), result, found, GeneratorLimits.DEFAULT);
            RunReport report = new RunReport(result, found, List.of(), judgement);

            ObjectiveResult evaluated = BudgetEvaluation.evaluate(
                            budget, Evidence.of(finished(cell), new Evidence.FactsAnswer.Unknown("not asked")))
                    .getFirst();

            Status status = found.getFirst().status();
            assertThat(evaluated.verdict()).as(target).isEqualTo(asABudget(status));
            assertThat(evaluated.samples())
                    .as(target)
                    .isEqualTo(found.getFirst().samples());
            assertThat(evaluated.observed() == null)
                    .as(target)
                    .isEqualTo(found.getFirst().observed() == null);
            assertThat(judgement.verdict()).as(target).isEqualTo(verdict(found.getFirst()));
            toldAlike(report, status);
        }
    }

    /** JSON, JUnit and page tell the status that was found, and none claims more than its summary. */
    private static void toldAlike(RunReport report, Status status) throws IOException {
        String summary = report.summary().english();
        String verdict = report.judgement().verdict().name();
        var json = new ObjectMapper().readTree(RunReportJson.write(report));
        assertThat(json.path("thresholds").get(0).path("status").asText()).isEqualTo(status.name());
        assertThat(json.path("summary").path("en").asText()).isEqualTo(summary);
        assertThat(json.path("verdict").asText()).isEqualTo(verdict);
        String xml = RunReportJunit.write(report);
        assertThat(xml)
                .contains("name=\"verdict\" value=\"" + verdict)
                .contains("name=\"summary\" value=\""
                        + summary.replace("<", "&lt;").replace(">", "&gt;"));
        assertThat(xml.contains("<system-out>")).isEqualTo(!report.caveats().isEmpty());
        assertThat(xml.contains("<failure")).isEqualTo(status == Status.FAIL);
        assertThat(xml.contains("<skipped")).isEqualTo(status == Status.INCONCLUSIVE || status == Status.NOT_OFFERED);
        String page = HtmlReport.write(report, ReportLanguage.ENGLISH, ZoneOffset.UTC);
        assertThat(page).contains("s-" + status.name() + "\"");
        assertThat(summary.equals("every threshold was kept")).isEqualTo(status == Status.PASS);
    }

    private static ObjectiveVerdict asABudget(Status status) {
        return switch (status) {
            case PASS -> ObjectiveVerdict.PASS;
            case WARN -> ObjectiveVerdict.WARN;
            case FAIL -> ObjectiveVerdict.FAIL;
            case INCONCLUSIVE, NOT_OFFERED -> ObjectiveVerdict.INCONCLUSIVE;
            case NO_DATA -> ObjectiveVerdict.NO_DATA;
        };
    }

    private static RunVerdict verdict(ThresholdResult only) {
        return switch (only.status()) {
            case PASS, WARN, NOT_OFFERED -> RunVerdict.PASSED;
            case FAIL -> RunVerdict.FAILED;
            case INCONCLUSIVE -> only.missed() ? RunVerdict.INVALID : RunVerdict.PASSED;
            case NO_DATA -> RunVerdict.INVALID;
        };
    }

    private static Cell cell(int good, int failed, IntToLongFunction millis) {
        Cell cell = new Cell();
        for (int n = 0; n < good; n++) {
            long micros = millis.applyAsLong(n) * 1_000;
            cell.record(micros, micros, null, 1, 1);
        }
        for (int n = 0; n < failed; n++) {
            cell.record(500, 500, ErrorClass.CONNECTION_CLOSED, 1, 0);
        }
        cell.started(good + failed);
        return cell;
    }

    private static Cell blended(int requests, int failed, IntToLongFunction millis) {
        Histogram micros = new Histogram(3);
        for (int n = 0; n < requests; n++) {
            micros.recordValue(millis.applyAsLong(n) * 1_000);
        }
        Cell cell = Cell.of(micros, micros.copy());
        cell.addErrors(ErrorClass.OTHER, failed);
        cell.started(requests);
        return cell;
    }

    private static RunResult result(Cell cell) {
        return new RunResult(
                new RunIdentity("run-1", "smartbav", "demo", 1, "api", Instant.EPOCH, Duration.ofSeconds(SECONDS)),
                Provenance.own("0.1.0"),
                List.of(new StepInfo("a", ENDPOINT, "a")),
                List.of(""),
                SecondSeries.of(List.of()),
                Map.of(new CellKey(0, 0), cell),
                new GeneratorReport(0.5, 1, 0, 0, 0.1, 0.1, 10, List.of(), null));
    }

    /** As loadtest-service tells of it. */
    private static TestRunFinished finished(Cell cell) {
        return Runs.run(new EndpointResult(
                ENDPOINT,
                "a",
                cell.requests(),
                cell.errorCount(),
                (double) cell.intendedStarts() / SECONDS,
                (double) cell.requests() / SECONDS,
                cell.responseSummary(),
                cell.serviceSummary(),
                encoded(cell.responseMicros())));
    }

    private static String encoded(Histogram micros) {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
