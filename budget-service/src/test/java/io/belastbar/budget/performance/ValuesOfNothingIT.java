package io.belastbar.budget.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.NewsRepository;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.budget.series.TrendRepository;
import io.belastbar.budget.series.TrendRepository.Drawn;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of which its sender said that it rests on no sample: what reports, trends and the search for changes see of it. */
@QuarkusTest
class ValuesOfNothingIT {

    private static final Map<String, String> NOTHING = Map.of(SeriesPoint.SAMPLES, SeriesPoint.NONE);

    @Inject
    SeriesRepository series;

    @Inject
    PerformanceRepository performance;

    @Inject
    TrendRepository trends;

    @Inject
    NewsRepository news;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @ParameterizedTest
    @ValueSource(
            strings = {"target_hit_ratio", "target_response_time_p95", "target_error_rate_avg", "target_throughput"})
    void ofAnEstimateItIsSeenByNobody(String metric) {
        var key = key(metric);
        append(key, now.minusSeconds(90), 0.8, 100, Map.of());
        append(key, now.minusSeconds(60), 0, 0, NOTHING);
        append(key, now.minusSeconds(30), 0.9, 0, Map.of());
        append(key, now.minusSeconds(1), 0, 0, NOTHING);

        assertThat(reported(key)).containsExactly(0.8, 0.9);
        assertThat(drawn(key)).containsExactly(0.8, 0.9);
        assertThat(searched(key)).containsExactly(0.8, 0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"target_count", "target_size", "target_duration", "target_utilisation_peak"})
    void ofWhatIsWhatItIsAZeroIsAZero(String metric) {
        var key = key(metric);
        append(key, now.minusSeconds(90), 3, 1, Map.of());
        append(key, now.minusSeconds(60), 0, 0, NOTHING);

        assertThat(reported(key)).containsExactly(3, 0);
        assertThat(drawn(key)).containsExactly(3.0, 0.0);
        assertThat(searched(key)).containsExactly(3.0, 0.0);
    }

    @Test
    void aFigureOfWhichNothingElseIsKnownHasNoReport() {
        var key = key("target_hit_ratio");
        append(key, now.minusSeconds(60), 0, 0, NOTHING);

        assertThat(await(performance.values(key, now.minus(Duration.ofHours(1)), now)))
                .isEmpty();
        assertThat(searched(key)).isEmpty();
    }

    private double[] reported(SeriesKey key) {
        return await(performance.values(key, now.minus(Duration.ofHours(1)), now))
                .orElseThrow()
                .values();
    }

    private List<Double> drawn(SeriesKey key) {
        return await(trends.newest(List.of(key), now.minus(Duration.ofHours(1)), now, 10)).get(key).stream()
                .map(Drawn::value)
                .toList();
    }

    private List<Double> searched(SeriesKey key) {
        return await(news.moments(key, now)).stream().map(SeriesPoint::value).toList();
    }

    private SeriesKey key(String metric) {
        return new SeriesKey(system, new Subject(SubjectKind.CACHE, "web", "http-etag"), metric, SeriesKey.MEASURED);
    }

    private void append(SeriesKey key, Instant at, double value, long samples, Map<String, String> labels) {
        await(series.append(pool, key, new SeriesPoint(at, value, samples, SeriesPoint.POSTED, null, labels)));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(60));
    }
}
