package io.belastbar.examples.smartbav.sap;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SapOutboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "belastbar.url.sap")
    URI sap;

    @ConfigProperty(name = "belastbar.url.insurer")
    URI insurer;

    @Inject
    Pool pool;

    @Inject
    DatabaseGuard guard;

    /** Also before: what other tests wrote is told by then, and is not refused in the place of what a test writes. */
    @BeforeEach
    @AfterEach
    void heal() {
        mode("answer");
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/api/v1/sap/count").then().body("pending", is(0)));
    }

    @Test
    void whatIsWrittenIsToldInTheOrderOfItsSubject() {
        String id = create(11);
        Api.broker(11)
                .body(Api.employee("Grace"))
                .put("/api/v1/employees/" + id)
                .then()
                .statusCode(200);
        Api.broker(11).delete("/api/v1/employees/" + id).then().statusCode(204);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds(id))
                .containsExactly("employee.created", "employee.changed", "employee.removed"));
    }

    @Test
    void anOfferIsToldToo() {
        given().body("answer").put(insurer.resolve("/mode")).then().statusCode(200);
        String offer = await().atMost(PATIENCE)
                .until(
                        () -> Api.broker(12)
                                .body(Map.of("mitarbeiterId", "emp_12_1", "versicherer", "AllianzPlus", "laufzeit", 20))
                                .post("/api/v1/angebote"),
                        answer -> answer.statusCode() == 202)
                .path("id");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds(offer)).containsExactly("offer.made"));
    }

    @Test
    void whatFailsOrHangsOrIsAnsweredTooLateIsToldAgainAndCountsOnce() {
        var ids = new ArrayList<String>();
        for (String ill : List.of("fail", "hang", "late")) {
            mode(ill);
            ids.add(create(13));
            Api.broker(13)
                    .body(Api.employee("Grace"))
                    .put("/api/v1/employees/" + ids.getLast())
                    .then()
                    .statusCode(200);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        when().get("/api/v1/circuit-breaker-status").then().body("sap.status", is("OPEN")));
        mode("answer");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(kinds(id)).containsExactly("employee.created", "employee.changed")));
    }

    @Test
    void whatSapWillNeverTakeIsPutAsideAndHoldsUpNoOther() {
        int refused = when().get("/api/v1/sap/count").then().extract().path("refused");
        mode("refuse");
        String bad = create(38);
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/api/v1/sap/count").then().body("refused", is(refused + 1)));
        mode("answer");
        String good = create(38);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds(good)).containsExactly("employee.created"));
        assertThat(kinds(bad)).isEmpty();
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        Api.broker(15).put("/api/v1/employees/nobody").then().statusCode(400);
        Api.broker(15)
                .body(Api.employee("Ada"))
                .put("/api/v1/employees/nobody")
                .then()
                .statusCode(404);
        Api.broker(15).delete("/api/v1/employees/nobody").then().statusCode(404);
        create(15);

        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/api/v1/sap/count").then().body("pending", is(0)));
        assertThat(kinds("nobody")).isEmpty();
    }

    @Test
    void twoInstancesDoNotDeliverAtOnce() throws Exception {
        mode("fail");
        create(16);
        var other = new SapOutboxRepository(pool, guard, "the other instance");
        var third = new SapOutboxRepository(pool, guard, "a third");
        release();

        boolean otherLeads = await().atMost(PATIENCE)
                .until(
                        () -> {
                            release();
                            return !other.take(5).await().atMost(PATIENCE).isEmpty();
                        },
                        is(true));

        assertThat(otherLeads).isTrue();
        assertThat(third.take(5).await().atMost(PATIENCE)).isEmpty();
        release();
    }

    @Test
    void thePostingsOfABatchAreOneForEachStatement() {
        long before = imports();
        String location = Api.broker(17)
                .body(Map.of(
                        "employees",
                        Stream.generate(() -> Api.employee("Ada")).limit(1_200).toList()))
                .post("/api/v2/employees/batch-create")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(PATIENCE)
                .untilAsserted(() -> Api.broker(17).get(location).then().body("status", is("SUCCEEDED")));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(imports()).isEqualTo(before + 2));
    }

    @Test
    void aDatabaseThatIsKilledWhileItDeliversLosesNothingAndTellsNothingTwice() throws Exception {
        mode("fail");
        var ids = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            ids.add(create(18));
        }
        mode("answer");
        var postgres = TestInfrastructure.current().postgres();
        postgres.kill();
        postgres.start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(kinds(id)).containsExactly("employee.created")));
        assertThat(new HashSet<>(keys())).hasSameSizeAs(keys());
    }

    private long imports() {
        return taken().filter(line -> line.contains("employees.imported")).count();
    }

    private String create(int broker) {
        String location = await().atMost(PATIENCE)
                .until(
                        () -> Api.broker(broker)
                                .body(Api.employee("Ada"))
                                .post("/api/v1/employees")
                                .then()
                                .extract()
                                .header("Location"),
                        made -> made != null);
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void release() throws Exception {
        try (var connection = Api.database("smartbav_owner");
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM sap_lease");
        }
    }

    private void mode(String mode) {
        given().body(mode).put(sap.resolve("/mode")).then().statusCode(200);
    }

    private List<String> kinds(String subject) {
        return taken().filter(line -> line.contains("\"subject\":\"" + subject + "\""))
                .map(line -> line.replaceFirst(".*\"kind\":\"([a-z.]+)\".*", "$1"))
                .toList();
    }

    private List<String> keys() {
        return taken().map(line -> line.split(" ")[0]).toList();
    }

    private Stream<String> taken() {
        return when().get(sap.resolve("/taken")).asString().lines();
    }
}
