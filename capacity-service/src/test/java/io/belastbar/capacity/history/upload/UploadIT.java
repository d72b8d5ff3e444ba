package io.belastbar.capacity.history.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadIT {

    @Inject
    HistoryRepository history;

    private final String system = "upload-" + UUID.randomUUID();

    @Test
    void whatIsSentIsKeptOnceAndRolledUp() {
        var body = """
                {"metric":"database.size","unit":"GB","kind":"gauge","zone":"Europe/Berlin","points":[
                {"at":"2026-11-01T00:00:00Z","value":1},{"at":"2026-11-01T00:30:00Z","value":3},
                {"at":"2026-11-01T01:00","value":2.5},{"at":"2026-11-02T12:00:00+01:00","value":4}]}""";

        json(body.replace("{\"at\":\"2026-11-01T01:00\",\"value\":2.5},", ""), "")
                .statusCode(201)
                .body("stored", equalTo(3));
        json(body.replace("2026-11-01T01:00\"", "2026-11-01T00:45\""), "")
                .statusCode(201)
                .body("stored", equalTo(1))
                .body("known", equalTo(3))
                .body("late", equalTo(1));

        var series =
                history.find(system, "database.size").await().indefinitely().orElseThrow();
        var hours = history.read(series, Instant.EPOCH, Instant.now(), Duration.ofHours(1), Measure.MAXIMUM)
                .await()
                .indefinitely();
        assertThat(hours.start()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(hours.values())
                .hasSize(37)
                .startsWith(2.5, 3.0)
                .endsWith(4.0)
                .contains(Double.NaN);
        var days = history.read(series, Instant.EPOCH, Instant.now(), Duration.ofDays(1), Measure.MINIMUM)
                .await()
                .indefinitely();
        assertThat(days.values()).containsExactly(1.0, 4.0);
        assertThat(history.systems().await().indefinitely()).contains(system);
        assertThat(history.list(system).await().indefinitely()).hasSize(1);
    }

    @Test
    void anotherValueIsRefusedUnlessItReplaces() {
        var body = """
                {"metric":"a","unit":"ms","points":[
                {"at":"2026-11-01T00:00:00Z","value":1},
                {"at":"2026-11-01T00:30:00Z","value":3}]}""";
        json(body, "").statusCode(201);

        json(body, "").statusCode(200).body("known", equalTo(2));
        json(body.replace("\"value\":3", "\"value\":4"), "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/points/1/value"))
                .body("errors[0].line", equalTo(3))
                .body("errors[0].rule", containsString("3.0"));
        json(body.replace("\"value\":3", "\"value\":4"), "?replace=true")
                .statusCode(201)
                .body("replaced", equalTo(1));
    }

    private ValidatableResponse json(String body, String query) {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/systems/" + system + "/series" + query)
                .then()
                .log()
                .ifValidationFails();
    }
}
