package io.belastbar.capacity.history.look;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeriesResourceIT {

    private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

    private final String system = "look-" + UUID.randomUUID();

    @Test
    void seriesAreListedPageByPage() {
        for (var metric : List.of("a", "b", "c")) {
            send(metric, points(0, 1)).statusCode(201);
        }

        var cursor = get("?limit=2")
                .statusCode(200)
                .body("items.metric", equalTo(List.of("a", "b")))
                .extract()
                .<String>path("nextCursor");
        get("?limit=2&cursor=" + cursor)
                .body("items.metric", equalTo(List.of("c")))
                .body("nextCursor", nullValue());
        get("?cursor=bm9uc2Vuc2UgIQ").statusCode(400);
        get("?limit=201").statusCode(400);
    }

    @Test
    void whatIsRemarkableIsShownAndNothingIsFilled() {
        send("m", points(0, 300)).statusCode(201);
        send("m", points(500, 600)).statusCode(201);
        send("m", points(310, 311)).statusCode(201).body("late", equalTo(1));
        send("m", "{\"at\":\"%s\",\"value\":9999}".formatted(START.plusSeconds(300 * 550 + 60)))
                .statusCode(201)
                .body("late", equalTo(1));

        get("/m?step=5m")
                .statusCode(200)
                .body("step", equalTo("PT5M"))
                .body("remarkable.points", equalTo(402))
                .body("remarkable.late", equalTo(2))
                .body("remarkable.gaps.count", equalTo(2))
                .body(
                        "remarkable.gaps.first[0].to",
                        equalTo(START.plusSeconds(300 * 310).toString()))
                .body("remarkable.outliers.count", equalTo(1))
                .body(
                        "remarkable.outliers.first[0].at",
                        equalTo(START.plusSeconds(300 * 550).toString()))
                .body("values", hasSize(401));
    }

    @Test
    void whoHasTheNewestVersionIsToldSo() {
        send("m", points(0, 10)).statusCode(201);
        var etag = get("/m").statusCode(200).extract().header("ETag");

        given().header("Authorization", "Bearer viewer-token")
                .header("If-None-Match", etag)
                .get("/api/v1/systems/" + system + "/series/m")
                .then()
                .statusCode(304);
        send("m", points(0, 10)).statusCode(200);
        given().header("Authorization", "Bearer viewer-token")
                .header("If-None-Match", etag)
                .get("/api/v1/systems/" + system + "/series/m")
                .then()
                .statusCode(304);
        send("m", points(10, 11)).statusCode(201);
        given().header("Authorization", "Bearer viewer-token")
                .header("If-None-Match", etag)
                .get("/api/v1/systems/" + system + "/series/m")
                .then()
                .statusCode(200);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        send("m", points(0, 600)).statusCode(201);

        get("/other").statusCode(404);
        get("/m?step=7").statusCode(400).body("errors[0].pointer", equalTo("step"));
        get("/m?step=90m").statusCode(400);
        get("/m?step=-PT1H").statusCode(400);
        get("/m?step=P100000D").statusCode(400);
        get("/m?step=1s").statusCode(400).body("errors[0].rule", containsString("10000 values"));
        get("/m?from=2026-11-01").statusCode(400);
        get("/m?from=2026-11-01T00:00:00Z&to=2026-10-01T00:00:00Z").statusCode(400);
        get("/m?from=2030-01-01T00:00:00Z").statusCode(200).body("values", hasSize(0));
        get("/m?from=1970-01-01T00:00:00Z&to=9999-01-01T00:00:00Z&step=P1D")
                .statusCode(200)
                .body("values", hasSize(3));
    }

    private static String points(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"at\":\"%s\",\"value\":%d}".formatted(START.plusSeconds(300L * i), i % 20))
                .collect(Collectors.joining(","));
    }

    private ValidatableResponse send(String metric, String points) {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType("application/json")
                .body("{\"metric\":\"%s\",\"unit\":\"count\",\"points\":[%s]}".formatted(metric, points))
                .post("/api/v1/systems/" + system + "/series")
                .then();
    }

    private ValidatableResponse get(String rest) {
        return given().header("Authorization", "Bearer viewer-token")
                .get("/api/v1/systems/" + system + "/series" + rest)
                .then()
                .log()
                .ifValidationFails();
    }
}
