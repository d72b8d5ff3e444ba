package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void aFailedRequestIsNoFastAnswer() {
        Cell cell = new Cell();
        cell.record(100_000, 90_000, null, 1, 2);
        cell.record(50, 0, ErrorClass.CONNECTION_FAILED, 1, 2);
        cell.record(5_000_000, 5_000_000, ErrorClass.TIMEOUT, 1, 2);

        assertThat(cell.requests()).isEqualTo(3);
        assertThat(cell.goodAnswers()).isEqualTo(1);
        assertThat(cell.errorCount()).isEqualTo(2);
        assertThat(cell.blended()).isZero();
        assertThat(cell.responseSummary().p50Ms()).isBetween(100.0, 100.1);
        assertThat(cell.responseSummary().maxMs()).isBetween(100.0, 100.1);
        assertThat(cell.serviceSummary().maxMs()).isBetween(90.0, 90.1);
        assertThat(cell.failedMicros().getTotalCount()).isEqualTo(2);
        assertThat(cell.failedMicros().getMaxValue()).isBetween(5_000_000L, 5_003_000L);
        assertThat(cell.bytesReceived()).isEqualTo(6);
    }

    @Test
    void theFailedOfAnotherToolAreBlended() {
        Histogram micros = new Histogram(3);
        List.of(10L, 20L, 30L).forEach(micros::recordValue);
        Cell cell = Cell.of(micros, micros.copy());
        cell.addErrors(ErrorClass.UNEXPECTED_STATUS, 2);

        assertThat(cell.requests()).isEqualTo(3);
        assertThat(cell.goodAnswers()).isEqualTo(1);
        assertThat(cell.blended()).isEqualTo(2);
        assertThat(cell.responseMicros().getTotalCount()).isEqualTo(3);
    }

    @Test
    void aSumKeepsWhatWasBlendedAndWhatWasNot() {
        Histogram micros = new Histogram(3);
        List.of(10L, 20L, 30L).forEach(micros::recordValue);
        Cell blended = Cell.of(micros, micros.copy());
        blended.addErrors(ErrorClass.OTHER, 1);
        Cell own = new Cell();
        own.record(40, 40, ErrorClass.TIMEOUT, 0, 0);
        own.record(50, 50, null, 0, 0);

        Cell sum = new Cell().add(blended).add(own);

        assertThat(sum.requests()).isEqualTo(5);
        assertThat(sum.blended()).isEqualTo(1);
        assertThat(sum.goodAnswers()).isEqualTo(3);
        assertThat(sum.errors()).isEqualTo(Map.of(ErrorClass.OTHER, 1L, ErrorClass.TIMEOUT, 1L));
    }

    /** A damaged or odd import may name more failures than requests. */
    @Test
    void goodAnswersAreNeverNegative() {
        Cell cell = Cell.of(new Histogram(3), new Histogram(3));
        cell.addErrors(ErrorClass.OTHER, 2);

        assertThat(cell.goodAnswers()).isZero();
    }
}
