package io.belastbar.capacity.forecast;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForecastIT {
    private static final String ORDER = """
            {"metric":"storage","unit":"GB","limit":500,"confidence":0.9,"horizons":["P30D","P90D"],"series":[
            {"at":"2026-11-01T00:00:00Z","value":250.0},{"at":"2026-11-05T00:00:00Z","value":291.0},
            {"at":"2026-11-09T00:00:00Z","value":329.0},{"at":"2026-11-13T00:00:00Z","value":371.0}]}""";

    @Test
    void aForecastIsMadeKeptAndTold() {
        String path = as("engineer")
                .body(ORDER)
                .post("/api/v1/systems/smartbav/forecasts")
                .then()
                .statusCode(201)
                .body("method", equalTo("linear-trend"))
                .body("predictions", hasSize(2))
                .body("limit.status", equalTo("EXPECTED"))
                .body("limit.latest", notNullValue())
                .extract()
                .header("Location")
                .replaceFirst("^http://[^/]+", "");

        String etag = as("viewer").get(path).then().statusCode(200).extract().header("ETag");
        as("viewer").header("If-None-Match", etag).get(path).then().statusCode(304);
        assertThat(eventTypes("smartbav/storage", 3)).contains("capacity.forecast.v1", "capacity.limit-approaching.v1");
    }

    @Test
    void forecastsAreListedNewestFirstPageByPage() {
        for (int i = 0; i < 3; i++) {
            as("engineer")
                    .body(ORDER)
                    .post("/api/v1/systems/paged/forecasts")
                    .then()
                    .statusCode(201);
        }

        String cursor = as("viewer")
                .get("/api/v1/systems/paged/forecasts?limit=2")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .extract()
                .path("nextCursor");
        as("viewer")
                .queryParam("cursor", cursor)
                .get("/api/v1/systems/paged/forecasts?limit=2")
                .then()
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
    }

    @Test
    void aBadOrderIsAProblemWithPlaces() {
        as("engineer")
                .body(ORDER.replace("250.0", "NaN"))
                .post("/api/v1/systems/smartbav/forecasts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/series/0/value"))
                .body("errors[0].line", equalTo(2));
    }

    @Test
    void aViewerMayNotMakeForecasts() {
        as("viewer")
                .body(ORDER)
                .post("/api/v1/systems/smartbav/forecasts")
                .then()
                .statusCode(403);
    }

    @Test
    void itIsHealthyMeasuredAndDescribed() {
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(as("viewer").get("/q/metrics").statusCode()).isEqualTo(200);
        assertThat(as("viewer").get("/q/openapi").asString()).contains("/api/v1/systems/{system}/forecasts");
    }

    private static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token").contentType("application/json");
    }

    private static List<String> eventTypes(String key, int expected) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "forecast-test", "auto.offset.reset", "earliest"));
        List<String> types = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.capacity-forecasts"));
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(key)) {
                        types.add(new String(
                                message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
                    }
                });
                return types.size() >= expected;
            });
        }
        return types;
    }
}
