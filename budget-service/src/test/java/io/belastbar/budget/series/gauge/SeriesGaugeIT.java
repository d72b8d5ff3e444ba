package io.belastbar.budget.series.gauge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeriesGaugeIT {

    private static final Subject SIZE = new Subject(SubjectKind.RESOURCE, "database", "database.size");
    private static final Subject CONNECTIONS =
            new Subject(SubjectKind.RESOURCE, "database", "database.connections.active");

    @Inject
    SeriesRepository series;

    @Inject
    SeriesGaugeRepository gauges;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void prometheusIsToldWhatWasMeasuredLastAndNothingElse() {
        var now = Instant.now();
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now.minusSeconds(60), 1000);
        append(new SeriesKey(system, SIZE, "size", "a-load-run"), now, 2000);
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED, "feature", "default"), now, 3000);
        append(new SeriesKey(system, CONNECTIONS, "count", SeriesKey.MEASURED), now.minus(Duration.ofHours(2)), 4000);
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED, "main", "staging"), now, 5000);

        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now, 1500);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrder(
                        line("database.size", "default", "1500.0"), line("database.size", "staging", "5000.0")));
    }

    @Test
    void ofTooManySeriesThoseThatWereMadeFirstAreTold() {
        var now = Instant.now();
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now, 1);
        append(new SeriesKey(system, CONNECTIONS, "count", SeriesKey.MEASURED), now, 2);
        var all = measured(10_000);

        var first = measured(1);

        assertThat(all.hidden()).isZero();
        assertThat(all.lines()).hasSizeGreaterThan(1);
        assertThat(first.lines()).containsExactly(all.lines().getFirst());
        assertThat(first.hidden()).isEqualTo(all.lines().size() - 1);
    }

    private SeriesGaugeRepository.Shown measured(int limit) {
        return gauges.measuredSince(Instant.now().minus(Duration.ofMinutes(15)), limit)
                .await()
                .indefinitely();
    }

    private String line(String metric, String testbed, String value) {
        return "belastbar_series_value{metric=\"%s\",service=\"database\",system=\"%s\",testbed=\"%s\"} %s"
                .formatted(metric, system, testbed, value);
    }

    private List<String> told() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.contains(system))
                .filter(line -> line.startsWith("belastbar_series_value"))
                .toList();
    }

    private void append(SeriesKey key, Instant at, double value) {
        series.append(pool, key, new SeriesPoint(at, value, 1, SeriesPoint.POSTED, null, Map.of()))
                .await()
                .indefinitely();
    }
}
