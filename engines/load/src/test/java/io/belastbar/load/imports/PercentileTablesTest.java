package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.sample;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ValueUnit;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What wrk2 and HdrHistogram print. */
class PercentileTablesTest {

    private static final String TITLE = "       Value   Percentile   TotalCount 1/(1-Percentile)\n\n";
    private static final String ROWS = "      %s     0.000000            1         1.00\n"
            + "      %s     0.500000           50         2.00\n      %s     1.000000          100          inf\n"
            + "#[Mean    =       20.000, StdDeviation   =        1.000]\n";

    @Test
    void correctedTableIsResponseTimeAndUncorrectedServiceTime() {
        RunResult run = sample(null, "wrk2/two-tables.txt");

        assertMedians(run, 20, 2);
        assertThat(run.total().requests()).isEqualTo(100);
        assertThat(run.total().responseMicros().getMaxValue() / 1e3).isCloseTo(40, within(0.05));
        assertThat(run.total().serviceMicros().getMaxValue() / 1e3).isCloseTo(4, within(0.01));
        assertThat(run.identity().duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(run.provenance().engine()).isEqualTo("wrk2");
    }

    @Test
    void tablesThatContradictEachOtherAreReadByTheirPercentilesAndSaidSo() {
        RunResult run = sample(null, "wrk2/two-tables-contradicting.txt");

        assertMedians(run, 20, 60);
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("contradict"))
                .anyMatch(note -> note.contains("which cannot be"));
    }

    @Test
    void orderOfTheTablesDoesNotMatter() throws IOException {
        String file = read("wrk2/two-tables.txt");
        int first = file.indexOf("  Latency Distribution");
        int second = file.indexOf("  Latency Distribution", first + 10);
        int end = file.indexOf("  150 requests");

        assertMedians(
                text(null, file.substring(0, first) + file.substring(second, end) + file.substring(first, second)),
                20,
                2);
    }

    @Test
    void onlyTheUncorrectedTableIsSaidToBeUncorrected() {
        RunResult run = text(
                null,
                "  Latency Distribution (HdrHistogram - Uncorrected Latency (measured without taking delayed starts into"
                        + " account))\n" + TITLE + ROWS.formatted("1.000", "2.000", "4.000"));

        assertMedians(run, 2, 2);
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("-U without -L"));
    }

    @Test
    void outputMayStandBehindLinesThatLookLikeALogs() throws IOException {
        String file = read("wrk2/two-tables.txt");

        assertMedians(sample(null, "wrk2/behind-a-comment.txt"), 20, 20);
        assertMedians(text(null, "2026-01-01 00:00:00 start\n" + file), 20, 2);
        assertMedians(text(null, "#[step 3]\n12345\nTag=x\n" + file), 20, 2);
    }

    @Test
    void twoRunsInOneFileAreRefused() throws IOException {
        String file = read("wrk2/behind-a-comment.txt");

        assertThat(refused(file + file)).contains("output of several runs");
    }

    @Test
    void tableThatIsCutOffIsRefused() {
        String rows = ROWS.formatted("10.000", "20.000", "40.000");

        assertThat(refused(TITLE + rows.substring(0, rows.indexOf("      40.000"))))
                .contains("must reach 1")
                .contains("0.5");
    }

    @Test
    void countsThatFallInTheOnlyTableAreRefused() {
        assertThat(refused(TITLE + ROWS.formatted("10.000", "20.000", "40.000").replace("   50 ", "  150 ")))
                .contains("TotalCount")
                .contains("must not fall");
    }

    @Test
    void tableOfHdrHistogramMayBeOfAnyUnit() {
        String micros = TITLE + ROWS.formatted("10000.000", "20000.000", "40000.000");

        RunResult guessed = text(null, micros);
        RunResult told = bytes(
                null,
                (TITLE + ROWS.formatted("100.000", "200.000", "400.000")).getBytes(StandardCharsets.UTF_8),
                CONTEXT.withUnit(ValueUnit.MILLISECONDS));

        assertMedians(guessed, 20, 20);
        assertThat(guessed.provenance().notes()).anyMatch(note -> note.contains("guessed: microseconds"));
        assertMedians(told, 200, 200);
        assertThat(refused(TITLE + ROWS.formatted("100.000", "200.000", "400.000")))
                .contains("must be named");
    }

    @Test
    void meanUnderTheTableIsTheMean() {
        RunResult run = text(
                null,
                "Running 30s test @ http://a/\n  Latency Distribution (HdrHistogram - Recorded Latency)\n" + TITLE
                        + ROWS.formatted("10.000", "20.000", "40.000"));

        assertThat(run.total().responseMicros().getMean() / 1e3).isCloseTo(20, within(0.04));
        assertMedians(run, 20, 20);
        assertThat(run.total().responseMicros().getMaxValue() / 1e3).isCloseTo(40, within(0.05));
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("the mean is the one told: 20.0"));
    }

    @Test
    void meanThatTheTableDoesNotAllowIsNoted() {
        RunResult run = text(
                null,
                "Running 30s test @ http://a/\n  Latency Distribution (HdrHistogram - Recorded Latency)\n" + TITLE
                        + ROWS.formatted("30.000", "40.000", "50.000"));

        assertMedians(run, 40, 40);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("The mean told is 20.0, which"));
    }

    @Test
    void resolutionIsTheLastPrintedDigit() {
        RunResult run = text(
                null,
                "Running 30s test @ http://a/\n  Latency Distribution (HdrHistogram - Recorded Latency)\n" + TITLE
                        + ROWS.formatted("10.00", "20.00", "40.00"));

        assertThat(run.provenance().resolutionMicros()).isEqualTo(10);
    }

    @Test
    void wrkWithoutItsDetailedTableIsToldWhatToRun() {
        assertThat(refused("Running 10s test @ http://127.0.0.1:8080/\n  Latency Distribution\n     50%    1.20ms\n"
                        + "     99%    3.10ms\n  1000 requests in 10.00s, 1MB read\n"))
                .contains("run wrk2 with --latency");
    }

    private static void assertMedians(RunResult run, double response, double service) {
        assertThat(Cell.percentileMs(run.total().responseMicros(), 50)).isCloseTo(response, within(response * 0.002));
        assertThat(Cell.percentileMs(run.total().serviceMicros(), 50)).isCloseTo(service, within(service * 0.002));
    }

    private static String refused(String file) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> text(null, file));
        return refused.getMessage() + refused.errors();
    }

    private static String read(String name) throws IOException {
        return new String(PercentileTablesTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
    }
}
