package io.belastbar.load.comparison.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionPlotTest {

    @Test
    void wideTimesHaveTheNumbersOfTheirDecades() {
        assertThat(DistributionPlot.ticks(0.9, 60)).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0);
    }

    @ParameterizedTest
    @CsvSource({"21.3, 27.8", "0.21, 0.29", "2100, 2101", "950, 1010", "22, 49", "0.0011, 0.0019"})
    void timesNearToEachOtherHaveNumbersToo(double from, double to) {
        assertThat(DistributionPlot.ticks(from, to)).hasSizeBetween(3, 12).allMatch(tick -> tick >= from && tick <= to);
    }
}
