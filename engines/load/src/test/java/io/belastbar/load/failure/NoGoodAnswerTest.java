package io.belastbar.load.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NoGoodAnswerTest {

    private static final FailureCause FORBIDDEN =
            new FailureCause(0, ErrorClass.UNEXPECTED_STATUS, "403", "expected 200, got 403", 9_990);

    @Test
    void aStepWhoseEveryRequestFailedIsNamedWithItsMainCause() {
        FailureCause late = new FailureCause(0, ErrorClass.TIMEOUT, "", "no whole answer within 2 s", 4);

        assertThat(NoGoodAnswer.sentences(result(List.of(FORBIDDEN, late), cell(0, 9_994), cell(0, 0))))
                .singleElement()
                .satisfies(sentence -> {
                    assertThat(sentence.english())
                            .isEqualTo("Every request of `me` failed: UNEXPECTED_STATUS 403, expected 200, got 403"
                                    + " (9,990 of 9,994).");
                    assertThat(sentence.german())
                            .isEqualTo("Jede Anfrage von `me` schlug fehl: UNEXPECTED_STATUS 403, expected 200, got 403"
                                    + " (9.990 von 9.994).");
                });
    }

    @Test
    void oneGoodAnswerIsEnoughToSayNothing() {
        assertThat(NoGoodAnswer.sentences(result(List.of(FORBIDDEN), cell(1, 9_993), cell(5, 0))))
                .isEmpty();
    }

    @Test
    void ofARunWithoutRequestsNothingIsSaid() {
        assertThat(NoGoodAnswer.sentences(result(List.of(), cell(0, 0), cell(0, 0))))
                .isEmpty();
    }

    @Test
    void aRunWhoseCausesWereNotKeptTellsItsClasses() {
        assertThat(NoGoodAnswer.sentences(result(List.of(), cell(3, 0), cell(0, 1_500))))
                .singleElement()
                .extracting(sentence -> sentence.english())
                .isEqualTo("Every request of `after` failed: 1,500 (UNEXPECTED_STATUS 1,500).");
    }

    @Test
    void linesAreSortedByHowOftenAndTellTheShareOfTheStep() {
        FailureCause rare = new FailureCause(1, ErrorClass.SQL_ERROR, "42P01", "relation \"x\" does not exist", 5);
        RunResult result = result(List.of(rare, FORBIDDEN), cell(10_000, 9_990), cell(5, 5));

        assertThat(FailureLine.of(result))
                .extracting(line -> line.sentence().english())
                .containsExactly(
                        "9,990 of `me` (50 %): UNEXPECTED_STATUS 403: expected 200, got 403",
                        "5 of `after` (50 %): SQL_ERROR 42P01: relation \"x\" does not exist");
    }

    private static Cell cell(int good, int failed) {
        Cell cell = new Cell();
        for (int n = 0; n < good + failed; n++) {
            cell.started(1);
            cell.record(1_000, 1_000, n < good ? null : ErrorClass.UNEXPECTED_STATUS, 1, 1);
        }
        return cell;
    }

    private static RunResult result(List<FailureCause> failures, Cell first, Cell second) {
        return new RunResult(
                new RunIdentity("r", "s", "c", 1, "shop-api", Instant.EPOCH, Duration.ofSeconds(3)),
                Provenance.own("1"),
                List.of(new StepInfo("me", "GET /me", "me"), new StepInfo("after", "GET /fast", "after")),
                List.of(""),
                SecondSeries.of(List.of()),
                new TreeMap<>(Map.of(new CellKey(0, 0), first, new CellKey(1, 0), second)),
                GeneratorReport.UNKNOWN,
                failures);
    }
}
