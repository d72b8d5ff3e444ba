package io.belastbar.chaos.fault.driver;

import static io.belastbar.chaos.fault.driver.ProxiedEcho.FIRST;
import static io.belastbar.chaos.fault.driver.ProxiedEcho.SECOND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.driver.ProxiedEcho.Met;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a real proxy, seen by connections through it. */
@QuarkusTest
@QuarkusTestResource(ProxiedEcho.class)
class ProxyFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DOWN = "type: proxy-down, target: broken-proxies, proxy: echo";
    private static final String SILENT = "type: proxy-toxic, target: broken-proxies, proxy: echo, toxic: timeout,"
            + " timeoutMs: 0, stream: downstream";
    private static final String PARTITION = "type: partition, target: broken-proxies, proxies: [echo, echo-2]";

    ProxiedEcho echo;

    @Inject
    FaultDrivers drivers;

    @BeforeEach
    void describeTheSystem() {
        echo.reset();
        as("engineer")
                .body("{\"system\":\"proxied\",\"targets\":{\"proxies\":\"broken-proxies\"}}")
                .put("/api/v1/systems/proxied")
                .then()
                .statusCode(oneOf(200, 201));
        meets(FIRST, Met.ANSWER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"proxy-down","target":"broken-proxies","proxy":"echo","duration":"10m"} | REFUSAL
            {"type":"proxy-toxic","target":"broken-proxies","proxy":"echo","toxic":"timeout","timeoutMs":0,"duration":"10m"} | SILENCE
            {"type":"proxy-toxic","target":"broken-proxies","proxy":"echo","toxic":"latency","latency":"30s","duration":"10m"} | SILENCE
            {"type":"proxy-toxic","target":"broken-proxies","proxy":"echo","toxic":"reset_peer","timeoutMs":0,"duration":"10m"} | REFUSAL
            {"type":"proxy-toxic","target":"broken-proxies","proxy":"echo","toxic":"limit_data","bytes":0,"duration":"10m"} | REFUSAL
            {"type":"partition","target":"broken-proxies","proxies":["echo"],"duration":"10m"} | SILENCE
            """)
    void aFaultIsFeltAndIsOverWhenItIsTakenBack(String order, Met met) {
        String id = order(order)
                .statusCode(201)
                .body("state", equalTo("ACTIVE"))
                .extract()
                .path("id");
        meets(FIRST, met);
        meets(SECOND, Met.ANSWER);

        cancel(id).body("state", equalTo("ENDED")).body("endReason", equalTo("CANCELLED"));

        meets(FIRST, Met.ANSWER);
        assertThat(echo.toxics()).isZero();
    }

    @Test
    void aPartitionSilencesBothSides() {
        String id = order("{\"type\":\"partition\",\"target\":\"broken-proxies\",\"proxies\":[\"echo\",\"echo-2\"],"
                        + "\"duration\":\"10m\"}")
                .statusCode(201)
                .extract()
                .path("id");
        meets(FIRST, Met.SILENCE);
        meets(SECOND, Met.SILENCE);
        assertThat(echo.toxics()).isEqualTo(4);

        cancel(id).body("state", equalTo("ENDED"));

        meets(SECOND, Met.ANSWER);
        assertThat(echo.toxics()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {DOWN, SILENT, PARTITION})
    void theProxyItselfEndsAFaultThatNobodyTakesBack(String fields) {
        FaultAction action = action(fields);

        UUID fault = inForceForSeconds(action);

        await().atMost(LIMIT).until(() -> drivers.of(action).isCleared(fault, action));
        meets(FIRST, Met.ANSWER);
        assertThat(echo.toxics()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {DOWN, SILENT, PARTITION})
    void anInjectionWhoseTimeIsOverBreaksNothing(String fields) {
        FaultAction action = action(fields);

        assertThatThrownBy(() -> drivers.of(action)
                        .inject(UUID.randomUUID(), action, Instant.now().minusMillis(1)))
                .isInstanceOf(IOException.class);

        meets(FIRST, Met.ANSWER);
        assertThat(echo.toxics()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {DOWN, SILENT, PARTITION})
    void injectingAndTakingBackTwiceIsAsOnce(String fields) throws Exception {
        FaultAction action = action(fields);
        UUID fault = UUID.randomUUID();
        Instant notAfter = Instant.now().plusSeconds(600);

        drivers.of(action).inject(fault, action, notAfter);
        drivers.of(action).inject(fault, action, notAfter);
        meets(FIRST, fields.equals(DOWN) ? Met.REFUSAL : Met.SILENCE);
        drivers.of(action).clear(fault, action);
        drivers.of(action).clear(fault, action);

        assertThat(drivers.of(action).isCleared(fault, action)).isTrue();
        meets(FIRST, Met.ANSWER);
    }

    /** What an injection did that was half done when its caller died, or its answer was lost. */
    @Test
    void aToxicThatWasMadeAndNotYetBroughtIntoForceDoesNothing() throws Exception {
        FaultAction action = action(SILENT);
        UUID fault = UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"name\":\"%s-downstream\",\"type\":\"timeout\",\"toxicity\":0,\"ttl\":600000}"
                        .formatted(fault))
                .post(echo.api() + "/proxies/echo/toxics")
                .then()
                .statusCode(200);

        meets(FIRST, Met.ANSWER);
        assertThat(drivers.of(action).isCleared(fault, action)).isTrue();
    }

    @Test
    void aToxicIsOverWhenTheProxyIsGoneAndBack() {
        String id = order("{\"type\":\"partition\",\"target\":\"broken-proxies\",\"proxies\":[\"echo\"],"
                        + "\"duration\":\"10m\"}")
                .statusCode(201)
                .extract()
                .path("id");
        echo.endProxy();
        cancel(id).body("state", equalTo("CLEARING"));

        echo.startProxy();

        awaitEnded(id);
        meets(FIRST, Met.ANSWER);
    }

    /** A proxy that is down stays so over a restart; only its undo ends it before its time. */
    @Test
    void aProxyThatWasDownWhenItsProcessEndedIsTakenBackAfterwards() {
        String id = order(
                        "{\"type\":\"proxy-down\",\"target\":\"broken-proxies\",\"proxy\":\"echo\",\"duration\":\"10m\"}")
                .statusCode(201)
                .extract()
                .path("id");
        echo.endProxy();
        echo.startProxy();
        meets(FIRST, Met.REFUSAL);

        cancel(id).body("state", equalTo("ENDED"));

        meets(FIRST, Met.ANSWER);
    }

    @Test
    void aProxyThatDoesNotRunOrIsNotKnownIsNotPossibleHere() {
        order("{\"type\":\"proxy-down\",\"target\":\"broken-proxies\",\"proxy\":\"ech\",\"duration\":\"1m\"}")
                .statusCode(409)
                .body(
                        "detail",
                        equalTo(
                                "not possible here, because broken-proxies has no proxy \"ech\": name one of: echo, echo-2"));
        echo.endProxy();
        try {
            order("{\"type\":\"proxy-down\",\"target\":\"broken-proxies\",\"proxy\":\"echo\",\"duration\":\"1m\"}")
                    .statusCode(409);
        } finally {
            echo.startProxy();
        }
    }

    /** What silence is needs a moment; whatever else comes may take its time. */
    private void meets(String proxy, Met expected) {
        assertThat(echo.meet(proxy, expected == Met.SILENCE ? Duration.ofMillis(500) : LIMIT))
                .isEqualTo(expected);
    }

    /** Another one where the seconds were over before it was seen. */
    private UUID inForceForSeconds(FaultAction action) {
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            UUID fault = UUID.randomUUID();
                            drivers.of(action)
                                    .inject(fault, action, Instant.now().plusSeconds(3));
                            return drivers.of(action).isCleared(fault, action) ? null : fault;
                        },
                        Objects::nonNull);
    }

    private static FaultAction action(String fields) {
        return FaultOrder.parse("{" + fields + ", duration: 1s}").action();
    }

    private static ValidatableResponse order(String order) {
        return as("operator").body(order).post("/api/v1/systems/proxied/faults").then();
    }

    private static ValidatableResponse cancel(String id) {
        return as("operator").delete("/api/v1/faults/" + id).then().statusCode(200);
    }

    private static void awaitEnded(String id) {
        await().atMost(LIMIT)
                .until(
                        () -> as("viewer")
                                .get("/api/v1/faults/" + id)
                                .then()
                                .extract()
                                .path("state"),
                        "ENDED"::equals);
    }

    private static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token").contentType("application/json");
    }
}
