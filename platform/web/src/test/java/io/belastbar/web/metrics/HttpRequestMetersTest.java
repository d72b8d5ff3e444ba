package io.belastbar.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestMetersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/systems/{system: [a-z0-9][a-z0-9._-]{0,62}}/measurement-sources | /api/v1/systems/{system}/measurement-sources
            /{a:x{1,2}}/{b : .*}/c                                                 | /{a}/{b}/c
            /systems/{system}/budget                                               | /systems/{system}/budget
            /plain:with/colon                                                      | /plain:with/colon
            /v:1/{id}                                                              | /v:1/{id}
            /never/{closed: a                                                      | /never/{closed: a
            NOT_FOUND                                                              | NOT_FOUND
            """)
    void pathsAreNamedAsPeopleWriteThem(String template, String plain) {
        assertThat(PathTemplate.plain(template)).isEqualTo(plain);
        var timer = request(plain, Duration.ofMillis(1), template);

        assertThat(timer.getId().getTag("uri")).isEqualTo(plain);
    }

    @Test
    void everyLimitHasABucketOfItsOwn() {
        var timer = request("/a", Duration.ofMillis(501), "/a");

        var buckets = timer.takeSnapshot().histogramCounts();

        assertThat(Arrays.stream(buckets).map(bucket -> Duration.ofNanos((long) bucket.bucket())))
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2));
        assertThat(buckets[0].count()).isZero();
        assertThat(buckets[1].count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "NOT_FOUND", "REDIRECTION", "UNKNOWN"})
    void whatNobodyPromisesHasNoBuckets(String uri) {
        assertThat(request(uri, Duration.ofSeconds(1), uri).takeSnapshot().histogramCounts())
                .isEmpty();
    }

    @Test
    void otherMetersStayAsTheyAre() {
        var timer = registry().timer("something.else", "uri", "/{a: b}");

        assertThat(timer.getId().getTag("uri")).isEqualTo("/{a: b}");
        assertThat(timer.takeSnapshot().histogramCounts()).isEmpty();
    }

    private static Timer request(String named, Duration took, String uri) {
        var registry = registry();
        registry.timer("http.server.requests", "uri", uri).record(took);
        return registry.get("http.server.requests").tag("uri", named).timer();
    }

    private static MeterRegistry registry() {
        var registry = new SimpleMeterRegistry();
        registry.config()
                .meterFilter(new HttpRequestMeters(
                        List.of(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(500))));
        return registry;
    }
}
