package io.belastbar.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFiguresTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void allTenantsAreAddedUpOrEachIsTold() {
        var together = RunFigures.of("r", START, tenSeconds(), RunFigures.asked(step -> true, tenants(), null, false));
        var each = RunFigures.of("r", START, tenSeconds(), RunFigures.asked(step -> true, tenants(), null, true));
        var one = RunFigures.of("r", START, tenSeconds(), RunFigures.asked(step -> true, tenants(), "b", false));

        assertThat(together.figures()).singleElement().satisfies(all -> {
            assertThat(all.tenant()).isNull();
            assertThat(all.requests()).isEqualTo(30);
            assertThat(all.errors()).isEqualTo(10);
            assertThat(all.requestsPerSecond()).isEqualTo(3);
        });
        assertThat(each.figures()).extracting(RunFigures.Figures::tenant).containsExactly("a", "b");
        assertThat(one.figures()).singleElement().satisfies(figures -> assertThat(figures.requests())
                .isEqualTo(10));
        assertThat(together.from()).isEqualTo(START);
        assertThat(together.to()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void withoutSecondsThereIsNothing() {
        var none = RunFigures.of("r", START, SecondSeries.of(List.of()), key -> "");

        assertThat(none.seconds()).isZero();
        assertThat(none.from()).isNull();
        assertThat(none.figures()).isEmpty();
    }

    /** 100 requests cannot tell where the p99 of their kind ends; 10,000 can. */
    @ParameterizedTest
    @CsvSource({"100,false", "10000,true"})
    void aSmallSampleHasNoUpperEndOfItsTail(int n, boolean known) {
        var micros = new Histogram(3);
        IntStream.rangeClosed(1, n).forEach(each -> micros.recordValue(each * 1_000_000L / n));

        var p99 = RunFigures.Quantile.of(micros, 0.99);

        assertThat(p99.ms()).isCloseTo(990, offset(1.5));
        assertThat(p99.atLeastMs()).isLessThan(p99.ms());
        assertThat(p99.atMostMs() != null).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"0,0,-1", "1,1,-1", "999,1,-1", "1000,1,0", "2500,3,1", "-5000,-1,-1"})
    void onlyWholeSecondsBetweenTwoMomentsCount(long afterMs, int first, int last) {
        assertThat(RunFiguresResource.firstWhole(START, START.plusMillis(afterMs)))
                .isEqualTo(first);
        assertThat(RunFiguresResource.lastWhole(START, START.plusMillis(afterMs)))
                .isEqualTo(last);
    }

    private static List<String> tenants() {
        return List.of("a", "b");
    }

    /** In each second two good requests of tenant a, and one of b that fails. */
    private static SecondSeries tenSeconds() {
        return SecondSeries.of(IntStream.range(0, 10)
                .mapToObj(second -> new SecondResult(
                        second,
                        0,
                        0,
                        GeneratorSecond.UNKNOWN,
                        Map.of(new CellKey(0, 0), requests(2, 0), new CellKey(1, 1), requests(1, 1))))
                .toList());
    }

    private static Cell requests(int count, int errors) {
        var micros = new Histogram(3);
        micros.recordValueWithCount(1_000, count);
        var cell = Cell.of(micros, micros);
        cell.addErrors(ErrorClass.TIMEOUT, errors);
        return cell;
    }
}
