package io.belastbar.examples.smartbav.webhook;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InsurerWebhookIT {
    @Inject
    SmartbavConfig config;

    @Inject
    EventRepository events;

    @Test
    void anEventThatComesAgainIsProcessedOnce() throws Exception {
        String event = event(UUID.randomUUID().toString(), "quote-7", 7);
        int updates = counted("updates");
        int arrivals = counted("arrivals");

        send(event).statusCode(200).body("result", is("PROCESSED"));
        send(event).statusCode(200).body("result", is("REPEATED"));

        assertThat(counted("updates")).isEqualTo(updates + 1);
        assertThat(counted("arrivals")).isEqualTo(arrivals + 2);
    }

    @Test
    void ofManyAtOnceOneIsProcessed() throws Exception {
        String event = event(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1);
        int updates = counted("updates");
        Callable<String> sending = () -> send(event).statusCode(200).extract().path("result");

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            int processed = 0;
            for (var result : senders.invokeAll(Collections.nCopies(20, sending))) {
                processed += result.get().equals("PROCESSED") ? 1 : 0;
            }
            assertThat(processed).isEqualTo(1);
        }
        assertThat(counted("updates")).isEqualTo(updates + 1);
    }

    @Test
    void ofTwoEventsAboutAQuoteTheLaterOneCountsWhicheverComesFirst() throws Exception {
        String quote = UUID.randomUUID().toString();
        send(event("later-" + quote, quote, 9)).statusCode(200);
        send(event("earlier-" + quote, quote, 8)).statusCode(200);

        try (var connection = Api.database("smartbav_app");
                var query =
                        connection.prepareStatement("SELECT revision, updates FROM quote_status WHERE quote_id = ?")) {
            query.setString(1, quote);
            try (var row = query.executeQuery()) {
                row.next();
                assertThat(row.getLong("revision")).isEqualTo(9);
                assertThat(row.getInt("updates")).isEqualTo(2);
            }
        }
    }

    @Test
    void anEventThatIsForgottenTakesItsUpdateWithItSoThatNoneSeemsProcessedTwice() throws Exception {
        String id = UUID.randomUUID().toString();
        send(event(id, "quote-" + id, 1)).statusCode(200);
        send(event("second-" + id, "quote-" + id, 2)).statusCode(200);
        assertThat(counted("twice")).isZero();
        int updates = counted("updates");
        try (var connection = Api.database("smartbav_app");
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE insurer_events SET received_at = now() - interval '90 days' WHERE id = '%s'".formatted(id));
        }

        assertThat(events.forgetOlderThan(Duration.ofDays(60)).await().atMost(Duration.ofSeconds(60)))
                .isEqualTo(1);

        assertThat(counted("updates")).isEqualTo(updates - 1);
        assertThat(counted("twice")).isZero();
        try (var connection = Api.database("smartbav_app");
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE quote_status SET updates = updates + 1 WHERE quote_id = 'quote-%s'".formatted(id));
        }
        assertThat(counted("twice")).isEqualTo(1);
        try (var connection = Api.database("smartbav_app");
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE quote_status SET updates = updates - 1 WHERE quote_id = 'quote-%s'".formatted(id));
        }
    }

    @Test
    void whatIsNotSignedByTheInsurerIsRefused() throws Exception {
        String event = event("unsigned", "quote", 1);

        sendAs(event, null).statusCode(401);
        sendAs(event, "t=1,v1=" + "0".repeat(64)).statusCode(401);
        sendAs(event, signature(event, Instant.now().minus(Duration.ofHours(1))))
                .statusCode(401);
        sendAs(event, signature(event + " ", Instant.now())).statusCode(401);
    }

    @Test
    void anEventThatIsNoneIsNamedInFull() throws Exception {
        send("{\"id\":\"a b\",\"revision\":-1}").statusCode(400).body("errors", hasSize(5));
        send("null").statusCode(400);
        send("no json").statusCode(400);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsTakenSoThatItComesAgain() throws Exception {
        String event = event("away-" + UUID.randomUUID(), "quote-away", 1);
        var postgres = TestInfrastructure.current().postgres();
        postgres.kill();
        try {
            send(event).statusCode(503).header("Retry-After", notNullValue());
        } finally {
            postgres.start();
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> send(event).statusCode(200).body("result", is("PROCESSED")));
        send(event).body("result", is("REPEATED"));
        assertThat(when().get("/q/metrics").asString()).contains("smartbav_webhook_events_total{outcome=\"repeated\"");
    }

    private static int counted(String what) {
        return when().get("/api/v1/webhooks/insurer/count")
                .then()
                .statusCode(200)
                .extract()
                .path(what);
    }

    private ValidatableResponse send(String body) throws Exception {
        return sendAs(body, signature(body, Instant.now()));
    }

    private static ValidatableResponse sendAs(String body, String signature) {
        var request = given().contentType(ContentType.JSON).body(body.getBytes(StandardCharsets.UTF_8));
        return (signature == null ? request : request.header("X-Insurer-Signature", signature))
                .post("/api/v1/webhooks/insurer")
                .then();
    }

    private String signature(String body, Instant at) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                config.webhook().secret().orElseThrow().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = at.getEpochSecond() + "." + body;
        return "t=" + at.getEpochSecond() + ",v1="
                + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String event(String id, String quote, long revision) {
        return "{\"id\":\"%s\",\"type\":\"offer.updated\",\"quoteId\":\"%s\",\"status\":\"CONFIRMED\",\"revision\":%d}"
                .formatted(id, quote, revision);
    }
}
