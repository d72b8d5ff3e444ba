package io.belastbar.chaos.fault.driver;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Redis that is filled, and a real PostgreSQL whose connections are used up. */
@QuarkusTest
@QuarkusTestResource(BrokenServers.class)
class BrokenServersIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String FULL = "{\"type\":\"redis-full\",\"target\":\"broken-redis\",\"duration\":\"10m\"}";
    private static final String USED_UP =
            "{\"type\":\"postgres-connections\",\"target\":\"broken-db\",\"duration\":\"10m\"}";
    private static final String BEFORE_BYTES = Long.toString(128L << 20);

    BrokenServers servers;

    @Inject
    FaultDrivers drivers;

    @BeforeEach
    void describeTheSystem() {
        as("engineer")
                .body("{\"system\":\"broken\",\"targets\":{\"redis\":\"broken-redis\",\"postgresql\":\"broken-db\"}}")
                .put("/api/v1/systems/broken")
                .then()
                .statusCode(oneOf(200, 201));
    }

    @Test
    void aFullRedisTakesNoWriteAndIsAsBeforeWhenItIsTakenBack() throws Exception {
        servers.ask("SET", "held", "wert");
        String id = order(FULL)
                .statusCode(201)
                .body("state", equalTo("ACTIVE"))
                .extract()
                .path("id");
        assertThat(servers.ask("SET", "new", "x".repeat(1000))).startsWith("-OOM");
        assertThat(servers.ask("GET", "held")).isEqualTo("wert");

        cancel(id).body("state", equalTo("ENDED"));

        redisIsAsBefore();
    }

    @Test
    void aFullRedisHasRoomAgainWhenItsTimeIsOverThoughNobodySaysSo() throws Exception {
        FaultAction action = settled(FULL);
        UUID fault = UUID.randomUUID();
        drivers.of(action).inject(fault, action, Instant.now().plusSeconds(20));
        assertThat(servers.ask("SET", "new", "x".repeat(1000))).startsWith("-OOM");

        await().atMost(LIMIT)
                .until(() -> servers.ask("SET", "new", "x".repeat(1000)).equals("+OK"));

        drivers.of(action).clear(fault, action);
        redisIsAsBefore();
    }

    @Test
    void aFullRedisThatHangsMeanwhileIsTakenBackWhenItAnswers() throws Exception {
        String id = order(FULL).statusCode(201).extract().path("id");
        servers.redis().pause();
        try {
            cancel(id).body("state", equalTo("CLEARING"));
        } finally {
            servers.redis().resume();
        }

        awaitEnded(id);
        redisIsAsBefore();
    }

    @Test
    void aFillingWhoseTimeIsOverOrThatIsTakenBackTwiceChangesNothing() throws Exception {
        FaultAction action = settled(FULL);
        UUID fault = UUID.randomUUID();

        assertThatThrownBy(() ->
                        drivers.of(action).inject(fault, action, Instant.now().minusMillis(1)))
                .isInstanceOf(IOException.class);
        drivers.of(action).clear(fault, action);
        drivers.of(action).clear(fault, action);

        assertThat(drivers.of(action).isCleared(fault, action)).isTrue();
        redisIsAsBefore();
    }

    @Test
    void connectionsAreUsedUpAndGivenBack() throws Exception {
        String id = order(USED_UP)
                .statusCode(201)
                .body("state", equalTo("ACTIVE"))
                .extract()
                .path("id");
        connectionsAreUsedUp();

        cancel(id);

        awaitEnded(id);
        await().atMost(LIMIT).until(() -> servers.sessions() == 0);
    }

    @Test
    void asManyConnectionsAreHeldAsAreAskedFor() throws Exception {
        String id = order(USED_UP.replace("}", ",\"connections\":2}"))
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(servers.sessions()).isEqualTo(2);

        cancel(id);
        awaitEnded(id);
    }

    @Test
    void theServerItselfEndsConnectionsThatNobodyGivesBack() throws Exception {
        FaultAction action = settled(USED_UP);
        UUID fault = UUID.randomUUID();

        drivers.of(action).inject(fault, action, Instant.now().plusSeconds(20));

        connectionsAreUsedUp();
        await().atMost(LIMIT).until(() -> servers.sessions() == 0);
        assertThat(drivers.of(action).isCleared(fault, action)).isTrue();
    }

    @Test
    void connectionsThatAreOpenedAfterTheyWereTakenBackAreNotHeld() throws Exception {
        FaultAction action = settled(USED_UP);
        UUID fault = UUID.randomUUID();
        drivers.of(action).clear(fault, action);

        assertThatThrownBy(() ->
                        drivers.of(action).inject(fault, action, Instant.now().plusSeconds(600)))
                .isInstanceOf(IOException.class);

        await().atMost(LIMIT).until(() -> servers.sessions() == 0);
    }

    /** The last place may have been that of a session in which the service asked, and which ends a moment later. */
    private void connectionsAreUsedUp() throws SQLException {
        assertThat(servers.sessions()).isBetween(BrokenServers.CONNECTIONS - 1, BrokenServers.CONNECTIONS);
    }

    private void redisIsAsBefore() throws IOException {
        assertThat(servers.ask("CONFIG", "GET", "maxmemory")).isEqualTo(BEFORE_BYTES);
        assertThat(servers.ask("CONFIG", "GET", "maxmemory-policy")).isEqualTo("allkeys-lru");
        assertThat(servers.ask("SET", "new", "x".repeat(1000))).isEqualTo("+OK");
        servers.ask("DEL", "new", "held");
        assertThat(servers.ask("DBSIZE")).isEqualTo(":0");
    }

    private FaultAction settled(String order) throws IOException, InterruptedException {
        FaultAction action = FaultOrder.parse(order).action();
        return drivers.of(action).settle("broken", action, new SplittableRandom(7));
    }

    private static ValidatableResponse order(String order) {
        return as("operator").body(order).post("/api/v1/systems/broken/faults").then();
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
