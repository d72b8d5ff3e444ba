package io.belastbar.budget.measurement.prometheus.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {

    private static final Duration EVERY = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(increase(x_total[5m]))",
                "sum(increase(x_total[31s]))",
                "sum(increase(x_total[1m30s])) + sum(increase(y_total[5s]))",
                "sum(increase(x_total[ 1h ]))",
                "max_over_time(sum(increase(x_total[10s]))[5m:10s])",
                "sum(increase(x_total[300]))",
                "sum(increase(x_total{a=\"]\"}[5m]))",
                "increase(x_total[1d]) # [10s]",
                "increase(x_total[1y])",
                "increase(x_total[$__rate_interval])",
                "sum(x_total)",
                "x_duration_seconds_count{job='a'}"
            })
    void samplesThatCountARequestTwiceAreRefused(String promQl) {
        assertThat(SourceRules.samples(promQl, EVERY)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(increase(x_total[30s]))",
                "sum(increase(x_total[500ms]))",
                "sum(increase(x_total[30]))",
                "job:requests:increase30s",
                "sum(increase(x_total{a=\"[5m]\"}[10s]))",
                "vector(100)"
            })
    void othersAreTaken(String promQl) {
        assertThat(SourceRules.samples(promQl, EVERY)).isEmpty();
    }

    @Test
    void theRuleSaysHowToWriteIt() {
        assertThat(SourceRules.samples("sum(increase(x_total[5m]))", EVERY))
                .hasValue(
                        "looks back over 5m and is asked every 30s, so that each request would be counted up to 10 times:"
                                + " look back over 30s at most, as in sum(increase(requests_total[30s])), or give the raw counters as"
                                + " counter: and of: instead of query: and samples:");
    }

    @Test
    void countersAreRaw() {
        assertThat(SourceRules.counter("http_requests_total{code=~\"5..\", path=\"sum(\"}"))
                .isEmpty();
        assertThat(SourceRules.counter("sum by (instance) (http_requests_total)"))
                .isEmpty();
        assertThat(SourceRules.counter("sum without(path) (http_requests_total)"))
                .isEmpty();
        assertThat(SourceRules.counter("a_total + b_total")).isEmpty();
        assertThat(SourceRules.counter("sum(http_requests_total)")).isPresent();
        assertThat(SourceRules.counter("increase(http_requests_total[30s])")).isPresent();
        assertThat(SourceRules.counter("sum by (instance) (rate(http_requests_total[5m]))"))
                .isPresent();
    }

    @Test
    void theyGiveAShare() {
        assertThat(SourceRules.isShare(Metric.parse("error_rate").orElseThrow()))
                .isTrue();
        assertThat(SourceRules.isShare(Metric.parse("error_rate_peak").orElseThrow()))
                .isFalse();
        assertThat(SourceRules.isShare(Metric.parse("throughput").orElseThrow()))
                .isFalse();
    }
}
