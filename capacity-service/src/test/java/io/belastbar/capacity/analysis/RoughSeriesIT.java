package io.belastbar.capacity.analysis;

import static io.belastbar.capacity.analysis.GrowingSystem.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series as they are and not as one would like them. */
@QuarkusTest
class RoughSeriesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String system = "rough-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @Test
    void eachIsCarriedOnWithWhatHasToBeKnownAndNoneStopsTheOthers() {
        post("one", "gauge", "GB", now, 1, 1, i -> 5);
        post("two", "gauge", "GB", now, 2, 24, i -> 5 + i);
        post("constant", "gauge", "GB", now, 60, 24, i -> 0);
        post("huge", "gauge", "bytes", now, 60, 24, i -> 9e17 + 1e15 * i);
        post("restarted", "counter", "requests", now, 240, 1, i -> i < 120 ? 1_000.0 * i : 1_000.0 * (i - 120));
        post("forgotten", "gauge", "GB", now.minus(Duration.ofDays(30)), 60, 24, i -> i);
        post("system.cpu.utilization", "gauge", "percent", now, 400, 1, i -> i % 24 < 6 ? 100 : 40);
        post("weekly", "gauge", "GB", now, 52, 168, i -> 100 + i);

        analyse();

        assertThat(kinds("one")).contains("too-short");
        assertThat(kinds("two")).contains("too-short");
        assertThat(kinds("constant")).contains("constant");
        assertThat(kinds("restarted")).contains("counter-reset");
        assertThat(kinds("forgotten")).contains("stale");
        JsonPath cpu = projection("system.cpu.utilization");
        // Six hours of the day at 100, the others at 40.
        assertThat(cpu.getDouble("current.mean")).isEqualTo(55);
        assertThat(projection("constant").getDouble("current.mean")).isZero();
        assertThat(cpu.getList("values.upper95", Double.class)).allMatch(value -> value <= 100);
        assertThat(projection("constant").getList("values.lower95", Double.class))
                .allMatch(value -> value >= 0);
        assertThat(projection("huge").getDouble("current.value")).isGreaterThan(9.1e17);
        assertThat(projection("weekly").getList("values.at")).isNotEmpty();
        // The weekly series must not be spread over days without values.
        assertThat(kinds("weekly")).doesNotContain("gaps");
    }

    private void analyse() {
        as("engineer").post(path("capacity-analysis")).then().statusCode(202);
        await().atMost(PATIENCE)
                .until(() -> as("viewer").get(path("capacity-analysis")).statusCode() == 200);
        JsonPath analysis = as("viewer").get(path("capacity-analysis")).jsonPath();
        assertThat(analysis.getList("failures")).as(analysis.prettify()).isEmpty();
    }

    private JsonPath projection(String metric) {
        return as("viewer")
                .get(path("projections/" + metric))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> kinds(String metric) {
        return projection(metric).getList("remarks.kind");
    }

    private void post(
            String metric, String kind, String unit, Instant end, int values, int hours, IntToDoubleFunction value) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values; i++) {
            points.append(i == 0 ? "" : ",")
                    .append("{\"at\":\"")
                    .append(end.minus(Duration.ofHours((long) hours * (values - i))))
                    .append("\",\"value\":")
                    .append(value.applyAsDouble(i))
                    .append('}');
        }
        as("engineer")
                .body("{\"metric\":\"%s\",\"kind\":\"%s\",\"unit\":\"%s\",\"points\":[%s]}"
                        .formatted(metric, kind, unit, points))
                .post(path("series"))
                .then()
                .statusCode(201);
    }

    private String path(String rest) {
        return "/api/v1/systems/" + system + "/" + rest;
    }
}
