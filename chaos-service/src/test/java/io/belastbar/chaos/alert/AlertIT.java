package io.belastbar.chaos.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlertIT {

    @Inject
    Pool pool;

    @Inject
    AlertRepository alerts;

    @BeforeEach
    void nothingWasReceived() {
        pool.query("TRUNCATE received_alert, truncated_alerts").executeAndAwait();
    }

    @Test
    void aWebhookIsStoredOnceForItsBeginningAndOnceForItsEnd() {
        post("/api/v1/alerts", webhook("firing", "a")).statusCode(204);
        post("/api/v1/alerts", webhook("firing", "a")).statusCode(204);
        post("/api/v1/alerts", webhook("resolved", "a")).statusCode(204);

        list("").body("items.status", contains("firing", "resolved"))
                .body("items[0].timesReceived", equalTo(2))
                .body("items[0].sender", equalTo("engineer"))
                .body("items[0].labels.name", equalTo("a"));
    }

    @Test
    void whatFiresAgainAfterItsEndBeginsAgainAlthoughItNamesItsOldBeginning() {
        for (String status : List.of("firing", "resolved", "firing", "firing", "resolved", "resolved", "firing")) {
            post("/api/v1/alerts", webhook(status, "a")).statusCode(204);
        }

        list("").body("items.status", contains("firing", "resolved", "firing", "resolved", "firing"))
                .body("items.timesReceived", contains(1, 1, 2, 2, 1));
    }

    @Test
    void whatWasNotToldAnyMoreUntilTheEndThatItNamedBeginsAgain() {
        String fires = "[{\"labels\":{\"alertname\":\"P1\"},\"startsAt\":\"2026-11-27T10:00:00Z\",\"endsAt\":\"%s\"}]";
        post("/api/v1/alertmanager/api/v2/alerts", fires.formatted("2999-01-01T00:00:00Z"))
                .statusCode(200);
        post("/api/v1/alertmanager/api/v2/alerts", fires.formatted("2999-01-02T00:00:00Z"))
                .statusCode(200);
        list("").body("items", hasSize(1));
        pool.query("UPDATE received_alert SET ends_at = received_at").executeAndAwait();
        Instant later = Instant.now();

        post("/api/v1/alertmanager/api/v2/alerts", fires.formatted("2999-01-01T00:00:00Z"))
                .statusCode(200);

        list("").body("items.status", contains("firing", "firing"));
        assertThat(Await.of(alerts.firing(later, Map.of("alertname", "P1")))).hasSize(1);
    }

    @Test
    void anotherVersionIsRefusedAndNothingIsStored() {
        post("/api/v1/alerts", webhook("firing", "a").replace("\"4\"", "\"5\""))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/version"))
                .body("errors[0].received", equalTo("5"));

        list("").body("items", hasSize(0));
    }

    @Test
    void anAlertmanagersOwnDoorTakesWhatTheEscalationsChannelSends() {
        String body =
                "[{\"labels\":{\"alertname\":\"P1\",\"umlaut\":\"ä 'x' %_\\\\\"},\"annotations\":{\"summary\":\"s\"},"
                        + "\"startsAt\":\"2026-11-27T10:00:00Z\",\"endsAt\":\"2999-01-01T00:00:00Z\"}]";

        post("/api/v1/alertmanager/api/v2/alerts", body).statusCode(200);

        list("").body("items[0].status", equalTo("firing")).body("items[0].labels.umlaut", equalTo("ä 'x' %_\\"));
        assertThat(Await.of(alerts.firing(Instant.EPOCH, Map.of("umlaut", "ä 'x' %_\\"))))
                .hasSize(1);
        assertThat(Await.of(alerts.firing(Instant.EPOCH, Map.of("umlaut", "ä*", "alertname", "P*"))))
                .hasSize(1);
        assertThat(Await.of(alerts.firing(Instant.EPOCH, Map.of("umlaut", "ä 'x' __\\"))))
                .isEmpty();
        assertThat(Await.of(alerts.firing(Instant.EPOCH, Map.of("missing", "x"))))
                .isEmpty();
        assertThat(Await.of(alerts.firing(Instant.now().plusSeconds(60), Map.of("alertname", "P1"))))
                .isEmpty();
    }

    @Test
    void aReaderPassesNoAlertOverWhileManyAreTold() throws Exception {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = senders.invokeAll(
                    IntStream.range(0, 40)
                            .<Callable<Object>>mapToObj(n -> () -> post("/api/v1/alerts", webhook("firing", "n" + n))
                                    .statusCode(204))
                            .toList(),
                    120,
                    TimeUnit.SECONDS);
            for (var each : all) {
                each.get();
            }
        }

        String cursor = list("?limit=25").body("items", hasSize(25)).extract().path("nextCursor");
        list("?limit=25&cursor=" + cursor).body("items", hasSize(15)).body("nextCursor", equalTo(null));
        list("?since=2999-01-01T00:00:00Z").body("items", hasSize(0));
    }

    @Test
    void whoMayOnlyReadMayNotTell() {
        given().auth()
                .preemptive()
                .oauth2("viewer-token")
                .contentType("application/json")
                .body(webhook("firing", "a"))
                .post("/api/v1/alerts")
                .then()
                .statusCode(403);
        given().contentType("application/json")
                .body(webhook("firing", "a"))
                .post("/api/v1/alerts")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse post(String path, String body) {
        return given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private static ValidatableResponse list(String query) {
        return given().auth()
                .preemptive()
                .oauth2("viewer-token")
                .get("/api/v1/alerts" + query)
                .then()
                .statusCode(200);
    }

    private static String webhook(String status, String name) {
        return """
                {"version":"4","groupKey":"g","status":"%s","alerts":[{"status":"%s","labels":{"name":"%s"},
                 "startsAt":"2026-11-27T10:00:00Z","endsAt":"%s","fingerprint":"%s"}]}""".formatted(
                status, status, name, status.equals("firing") ? "2999-01-01T00:00:00Z" : "2026-11-27T11:00:00Z", name);
    }
}
