package io.belastbar.budget.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    @Inject
    RetentionJob retention;

    @Inject
    SeriesRepository series;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void valuesAreRemovedWhenTheyAreTooOld() {
        var key = key("a", "target_size");
        append(key, now.minus(Duration.ofDays(401)), 1);
        append(key, now.minus(Duration.ofDays(399)), 2);

        assertThat(retention.purgeSome()).isPositive();

        assertThat(await(series.points(key, Instant.EPOCH, now)))
                .extracting(SeriesPoint::value)
                .containsExactly(2.0);
    }

    @Test
    void theNewestValueOfEverySeriesIsFound() {
        var keys = IntStream.range(0, 30)
                .mapToObj(i -> key(
                        "subject-" + i % 10, i % 3 == 0 ? "target_size" : i % 3 == 1 ? "target_lag" : "target_count"))
                .toList();
        keys.forEach(key -> IntStream.range(0, 5).forEach(age -> append(key, now.minusSeconds(age), 5 - age)));

        var latest = await(series.latest(system));

        assertThat(latest).extracting(LatestPoint::key).containsExactlyInAnyOrderElementsOf(List.copyOf(keys));
        assertThat(latest).allSatisfy(point -> assertThat(point.point().value()).isEqualTo(5));
    }

    private SeriesKey key(String subject, String metric) {
        return new SeriesKey(system, Subject.of(SubjectKind.RESOURCE, subject), metric, SeriesKey.MEASURED);
    }

    private void append(SeriesKey key, Instant at, double value) {
        await(series.append(pool, key, new SeriesPoint(at, value, 1, SeriesPoint.POSTED, null, Map.of())));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }
}
