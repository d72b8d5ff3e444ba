package io.belastbar.load.imports.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

    private static final long START = 1_770_000_000_000_000L;
    private static final StepInfo STEP = new StepInfo("a", "GET /a", "a");

    private final Faults faults = new Faults("the file");

    /** More than are kept at a time, and in an order that no tool writes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsInAnyOrderMakeTheSameSeconds(boolean shuffled) {
        List<ImportedRequest> requests = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < SampleRows.ROWS_MAX + 1_000; i++) {
            requests.add(request(START + i % 10 * 1_000_000L, random.nextInt(2_500_000), "t" + i % 3, i % 7 == 0));
        }
        if (shuffled) {
            Collections.shuffle(requests, new Random(2));
        }
        Samples samples = new Samples(ImportLimits.DEFAULT, faults);
        requests.forEach(request -> samples.add(1, request));
        RunResult result = result(samples);

        assertThat(result.total().requests()).isEqualTo(requests.size());
        assertThat(result.total().errors(ErrorClass.TIMEOUT))
                .isEqualTo(requests.stream()
                        .filter(each -> each.errorOrNull() != null)
                        .count());
        assertThat(result.total().bytesReceived()).isEqualTo(7L * requests.size());
        int number = 0;
        for (SecondResult second : result.seconds()) {
            long from = START + number * 1_000_000L;
            assertThat(second.second()).isEqualTo(number++);
            Cell total = second.total();
            assertThat(total.intendedStarts())
                    .isEqualTo(requests.stream()
                            .filter(each -> in(each.startMicros(), from))
                            .count());
            assertThat(total.requests())
                    .isEqualTo(requests.stream()
                            .filter(each -> in(each.startMicros() + each.durationMicros(), from))
                            .count());
        }
        assertThat(result.totals().get(new CellKey(0, 1)).responseMicros().getMaxValue())
                .isBetween(2_490_000L, 2_502_000L);
    }

    @Test
    void moreCombinationsThanFitAreRefusedWithTheRule() {
        Samples samples = new Samples(ImportLimits.DEFAULT, faults, 1_000);
        for (int i = 0; i < 1_500; i++) {
            samples.add(i, request(START + i * 1_000_000L, 10, "t", false));
        }

        assertThatThrownBy(() -> result(samples)).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(
                        refused.errors().toString())
                .contains("at most 1000 combinations of a second, a request name and a tenant"));
    }

    @Test
    void aSpanOfMoreThanADayIsRefusedAtTheLineThatMakesIt() {
        Samples samples = new Samples(ImportLimits.DEFAULT, faults);
        samples.add(1, request(START, 10, "t", false));

        assertThatThrownBy(() -> samples.add(2, request(START + 86_402_000_000L, 10, "t", false)))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors().toString()).contains("within one day", "line=2"));
    }

    @Test
    void namesOfMegabytesAreRefused() {
        Samples samples = new Samples(ImportLimits.DEFAULT, faults);

        assertThatThrownBy(() -> samples.add(1, request(START, 10, "t".repeat(100_000), false)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void millionsOfRequestsFitIntoASmallHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestImport.class, 64);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said()).contains("IMPORTED %1$d of %1$d in %1$d".formatted(LargestImport.ROWS));
    }

    private static boolean in(long micros, long from) {
        return micros >= from && micros < from + 1_000_000;
    }

    private static ImportedRequest request(long start, long duration, String tenant, boolean failed) {
        return new ImportedRequest(STEP, tenant, start, duration, failed ? ErrorClass.TIMEOUT : null, 1, 7);
    }

    private static RunResult result(Samples samples) {
        return samples.result("r", "s", "x", new Provenance("jmeter", "", "", List.of()));
    }
}
