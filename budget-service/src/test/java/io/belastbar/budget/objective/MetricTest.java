package io.belastbar.budget.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    static Stream<Metric> all() {
        return Arrays.stream(Measure.values()).flatMap(measure -> Arrays.stream(Statistic.values())
                .filter(statistic -> !measure.isDemand() || statistic == Statistic.NONE)
                .map(statistic -> new Metric(measure, statistic)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsBackWhatItWrites(Metric metric) {
        assertThat(Metric.parse(metric.text())).contains(metric);
        assertThat(Metric.parse(metric.text().substring("target_".length()))).contains(metric);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "target_", "p95", "response_time_p42", "response_time_", "index_scan_p95", "speed"})
    void refusesOtherWords(String text) {
        assertThat(Metric.parse(text)).isEmpty();
    }

    @Test
    void theWordsOfTheRequirementsStay() {
        assertThat(new Metric(Measure.RESPONSE_TIME, Statistic.P95).text()).isEqualTo("target_response_time_p95");
        assertThat(new Metric(Measure.SEQ_SCAN_ALLOWED, Statistic.NONE).text()).isEqualTo("target_seq_scan_allowed");
    }

    @Test
    void whatIsCountedOrSizedAndPeaksAreNoEstimates() {
        assertThat(Stream.of("count", "size", "duration", "size_peak", "response_time_peak", "utilisation_peak"))
                .noneMatch(text -> Metric.parse(text).orElseThrow().isEstimate());
        assertThat(Stream.of("hit_ratio", "error_rate", "throughput", "response_time_p95", "duration_p95", "count_avg"))
                .allMatch(text -> Metric.parse(text).orElseThrow().isEstimate());
    }
}
