package io.belastbar.capacity.analysis;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** A system whose disk, connections and latency grow for 90 days, and the requests that a person would make. */
final class GrowingSystem {
    static final int HOURS = 90 * 24;

    final String system;
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);

    GrowingSystem(String system) {
        this.system = system;
    }

    /** Of requirements 0: the disk in GB of 380, the connections of 150, the latency of 400 ms, all with days and weeks in them. */
    void grow() {
        Random random = new Random(15);
        post("database.size", "GB", hour -> 12 + 5.0 * hour / HOURS + 0.01 * random.nextGaussian());
        post(
                "database.connections.active",
                "connections",
                hour -> 20 + 18.0 * hour / HOURS + day(hour) + random.nextGaussian());
        post("query_latency_p95", "ms", hour -> 200 + 190.0 * hour / HOURS + 5 * day(hour) + 4 * random.nextGaussian());
    }

    private static double day(int hour) {
        return 2 * Math.sin(2 * Math.PI * hour / 24);
    }

    void post(String metric, String unit, IntToDoubleFunction value) {
        StringBuilder points = new StringBuilder();
        for (int hour = 0; hour < HOURS; hour++) {
            points.append(hour == 0 ? "" : ",")
                    .append("{\"at\":\"")
                    .append(end.minus(Duration.ofHours(HOURS - hour)))
                    .append("\",\"value\":")
                    .append(value.applyAsDouble(hour))
                    .append('}');
        }
        as("engineer")
                .body("{\"metric\":\"%s\",\"unit\":\"%s\",\"zone\":\"Europe/Berlin\",\"points\":[%s]}"
                        .formatted(metric, unit, points))
                .post(path("series"))
                .then()
                .statusCode(201);
    }

    String path(String rest) {
        return "/api/v1/systems/" + system + "/" + rest;
    }

    static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token").contentType("application/json");
    }
}
