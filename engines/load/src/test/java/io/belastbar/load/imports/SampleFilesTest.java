package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.cell;
import static io.belastbar.load.imports.Imported.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sample files say, worked out by hand from their text. */
class SampleFilesTest {

    @Test
    void aK6StreamBecomesRequestsWithEndpointsGroupsAndErrors() {
        RunResult run = sample(null, "k6-stream.json");

        assertThat(run.steps())
                .containsExactly(
                        new StepInfo("GET /api/v1/employees", "GET /api/v1/employees", "GET /api/v1/employees"),
                        new StepInfo("pay", "pay", "checkout/pay/pay"));
        assertThat(cell(run, "pay").errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 1L));
        assertThat(cell(run, "GET /api/v1/employees").errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
        assertThat(run.total().requests()).isEqualTo(3);
        assertThat(Cell.percentileMs(cell(run, "pay").failedMicros(), 50)).isCloseTo(120.5, within(0.1));
        // The first to be sent is the one that timed out: 47.75 s − 10.0002 s.
        assertThat(run.identity().startedAt()).isEqualTo(Instant.parse("2026-05-09T12:34:37Z"));
        assertThat(run.provenance().engine()).isEqualTo("k6");
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("coordinated omission"))
                .anyMatch(note -> note.contains("http_req_duration: p(95)<500"));
    }

    @Test
    void k6UsersAreThoseOfTheirSecond() {
        RunResult run = sample(ImportFormat.K6_STREAM, "k6-stream.json");

        List<Integer> users = run.seconds().stream().map(SecondResult::users).toList();

        assertThat(users).hasSize(11).endsWith(0, 5, 5, 5);
    }

    @Test
    void anOldK6SummaryKeepsItsPercentilesAndNamesTheHighest() {
        RunResult run = sample(null, "k6-summary-export.json");

        Cell cell = run.total();
        assertThat(cell.requests()).isEqualTo(2000);
        assertThat(Cell.percentileMs(cell.responseMicros(), 50)).isCloseTo(110.47, within(0.12));
        assertThat(Cell.percentileMs(cell.responseMicros(), 90)).isCloseTo(203.54, within(0.21));
        assertThat(Cell.percentileMs(cell.responseMicros(), 95)).isCloseTo(215.95, within(0.22));
        assertThat(cell.responseMicros().getMaxValue() / 1e3).isCloseTo(1140.21, within(1.2));
        assertThat(run.provenance().highestKnownPercentile()).isEqualTo(95);
        assertThat(run.seconds().size()).isZero();
        assertThat(cell.errorCount()).isEqualTo(12);
        assertThat(cell.bytesReceived()).isEqualTo(5_120_000);
        assertThat(run.achievedPerSecond()).isCloseTo(33.333, within(0.01));
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("above p95 only the maximum is known"))
                .contains("k6 judged http_req_duration p(95)<500: passed.")
                .contains("k6 judged http_req_duration p(90)<150: failed.");
    }

    @Test
    void aK6SummaryDoesNotInventWhatLiesAboveItsHighestPercentile() {
        RunResult run = sample(ImportFormat.K6_SUMMARY, "k6-summary-export.json");

        assertThat(Cell.percentileMs(run.total().responseMicros(), 99)).isCloseTo(215.95, within(0.22));
    }

    @Test
    void theDataOfHandleSummaryIsReadWithItsDurationAndVerdicts() {
        RunResult run = sample(null, "k6-handle-summary.json");

        assertThat(run.identity().duration()).isEqualTo(Duration.ofMillis(30_013));
        assertThat(run.provenance().highestKnownPercentile()).isEqualTo(99);
        assertThat(Cell.percentileMs(run.total().responseMicros(), 99)).isCloseTo(120.5, within(0.13));
        assertThat(run.total().errorCount()).isEqualTo(3);
        assertThat(run.provenance().notes()).contains("k6 judged http_req_duration p(95)<50: passed.");
    }

    @Test
    void aJmeterCsvIsReadAcrossQuotedLineEndsAndWithoutTransactionSums() {
        RunResult run = sample(null, "jmeter.csv");

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Home", "Login", "Search");
        assertThat(run.total().requests()).isEqualTo(4);
        assertThat(cell(run, "Home").errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 1L));
        assertThat(cell(run, "Login").errors()).isEqualTo(Map.of(ErrorClass.OTHER, 1L));
        assertThat(cell(run, "Search").errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
        assertThat(cell(run, "Home").bytesReceived()).isEqualTo(5120 + 612);
        assertThat(cell(run, "Home").bytesSent()).isEqualTo(624);
        assertThat(run.identity().startedAt()).isEqualTo(Instant.ofEpochSecond(1767225600));
        assertThat(run.seconds().stream().map(SecondResult::users)).startsWith(2, 3);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("1 transaction sum is"));
    }

    @Test
    void aJmeterXmlCountsTransactionsMembersAndNotEmbeddedResources() {
        RunResult run = sample(null, "jmeter.xml");

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Home", "Login");
        assertThat(run.total().requests()).isEqualTo(3);
        assertThat(cell(run, "Home").requests()).isEqualTo(2);
        assertThat(cell(run, "Home").errors()).isEqualTo(Map.of(ErrorClass.CONNECTION_FAILED, 1L));
        assertThat(cell(run, "Home").bytesReceived()).isEqualTo(5120 + 612);
    }

    @Test
    void aGatlingLogOfToday() {
        RunResult run = sample(null, "gatling-3.11.log");

        assertThat(run.steps())
                .containsExactly(new StepInfo("Home", "Home", "Home"), new StepInfo("Add", "Add", "Shop/Cart/Add"));
        assertThat(cell(run, "Add").errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 1L));
        assertThat(cell(run, "Home").errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
        assertThat(Cell.percentileMs(cell(run, "Add").failedMicros(), 50)).isCloseTo(301, within(0.4));
        assertThat(run.provenance().engineVersion()).isEqualTo("3.11.5");
        assertThat(run.seconds().stream().map(SecondResult::users)).startsWith(2);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("1 ERROR lines"));
    }

    @Test
    void aGatlingLogWithUserIdsFromBefore34() {
        RunResult run = sample(null, "gatling-3.3.log");

        assertThat(run.total().requests()).isEqualTo(2);
        assertThat(cell(run, "Add").errors()).isEqualTo(Map.of(ErrorClass.CONNECTION_FAILED, 1L));
        assertThat(run.steps().get(1).tag()).isEqualTo("Cart/Add");
    }

    @Test
    void whatWrk2PrintsIsExactAtItsListedPercentiles() {
        RunResult run = sample(null, "wrk2.txt");

        Cell cell = run.total();
        assertThat(cell.requests()).isEqualTo(40_000);
        assertThat(Cell.percentileMs(cell.responseMicros(), 50)).isCloseTo(6.671, within(0.008));
        assertThat(Cell.percentileMs(cell.responseMicros(), 99)).isCloseTo(11.183, within(0.012));
        assertThat(Cell.percentileMs(cell.responseMicros(), 99.9)).isCloseTo(12.303, within(0.013));
        assertThat(cell.errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 20L));
        assertThat(run.achievedPerSecond()).isCloseTo(2000, within(0.1));
        assertThat(run.provenance().engine()).isEqualTo("wrk2");
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("intended start"))
                .anyMatch(note -> note.contains("timeout 12"));
    }
}
