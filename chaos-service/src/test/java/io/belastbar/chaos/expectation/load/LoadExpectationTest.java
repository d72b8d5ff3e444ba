package io.belastbar.chaos.expectation.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.load.LoadFigures.Figures;
import io.belastbar.chaos.expectation.load.LoadFigures.Quantile;
import io.belastbar.document.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadExpectationTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    /** A band in the middle, and one against zero: the bound is wide with few requests. */
    @ParameterizedTest
    @CsvSource({
        "20%,30%,4000,1000,HOLDS",
        "20%,30%,20,5,UNKNOWN",
        "20%,30%,4000,400,NOT_YET",
        "20%,30%,4000,1980,NOT_YET",
        "20%,30%,4000,1190,UNKNOWN",
        "0%,0.1%,1000,0,UNKNOWN",
        "0%,0.1%,10000,0,HOLDS",
        "0%,0.1%,10000,100,NOT_YET"
    })
    void anErrorRateIsHeldToItsBandWithItsBound(String least, String most, long n, long errors, Result expected) {
        var rate = Parsed.as(ErrorRate.class, "type: error-rate\nat-least: " + least + "\nat-most: " + most);

        assertThat(rate.judge(load(new Figures(null, n, errors, n / 10.0, List.of())))
                        .result())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"490,480,499,HOLDS", "490,480,510,UNKNOWN", "490,480,,UNKNOWN", "800,700,900,NOT_YET"})
    void aPercentileWithoutAnUpperEndIsNeverKept(double ms, double least, Double most, Result expected) {
        var latency = Parsed.as(Latency.class, "type: latency\npercentile: p99\nat-most: 500ms");

        assertThat(latency.judge(load(figures(null, ms, least, most))).result()).isEqualTo(expected);
    }

    @Test
    void ofEachTenantTheWorstDecidesAndIsNamed() {
        var latency = Parsed.as(Latency.class, "type: latency\npercentile: p99\neach-tenant: true\nat-most: 500ms");

        var seen = latency.judge(load(
                figures("org_1", 100, 90, 110.0),
                figures("org_25", 800, 700, 900.0),
                figures("org_3", 499, 490, 510.0)));

        assertThat(seen.result()).isEqualTo(Result.NOT_YET);
        assertThat(seen.details()).containsEntry("tenant", "org_25").containsEntry("p99Ms", "800.0");
    }

    @Test
    void withoutRequestsNothingIsKnown() {
        var latency = Parsed.as(Latency.class, "type: latency\npercentile: p50\nat-most: 1s");
        var throughput = Parsed.as(Throughput.class, "type: throughput\nat-least: 10/s");

        assertThat(latency.judge(new LoadFigures(null, null, 0, null)).result()).isEqualTo(Result.UNKNOWN);
        assertThat(throughput
                        .judge(load(new Figures(null, 10_000, 0, 1_000, List.of())))
                        .result())
                .isEqualTo(Result.HOLDS);
        assertThat(throughput.judge(load(new Figures(null, 0, 0, 0, List.of()))).result())
                .isEqualTo(Result.NOT_YET);
    }

    @Test
    void onlyWhatHappenedSinceTheInjectionCounts() {
        var scope = Parsed.as(ErrorRate.class, "type: error-rate\nat-most: 1%\nover: 30s")
                .scope();

        assertThat(scope.from(NOW.minusSeconds(100), NOW)).isEqualTo(NOW.minusSeconds(30));
        assertThat(scope.from(NOW.minusSeconds(10), NOW)).isEqualTo(NOW.minusSeconds(10));
        assertThat(scope.over()).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "'type: error-rate,at-least: 30%,at-most: 20%',/at-most,upside down",
        "'type: error-rate,at-most: 25',/at-most,as in 25%",
        "'type: latency,percentile: p98,at-most: 1s',/percentile,'p50, p90'",
        "'type: latency,percentile: p99,at-most: 500',/at-most,'ms, s'",
        "'type: throughput','',at-least",
        "'type: throughput,at-most: 7',/at-most,req/s",
        "'type: latency,percentile: p99,at-most: 1s,tenant: a,each-tenant: true',/each-tenant,tenant"
    })
    void faultsNameTheRule(String document, String pointer, String rule) {
        var refused = catchThrowableOfType(
                InvalidInput.class, () -> Parsed.as(LoadExpectation.class, document.replace(",", "\n")));

        assertThat(refused.errors()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.rule()).contains(rule);
        });
    }

    private static Figures figures(String tenant, double ms, double least, Double most) {
        return new Figures(tenant, 5_000, 0, 500, List.of(new Quantile(0.99, ms, least, most)));
    }

    private static LoadFigures load(Figures... figures) {
        return new LoadFigures(NOW.minusSeconds(10), NOW, 10, List.of(figures));
    }
}
