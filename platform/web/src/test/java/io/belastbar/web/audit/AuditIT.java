package io.belastbar.web.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.jobs.Await;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Pool pool;

    @Inject
    AuditOwnerRepository owner;

    @Inject
    AuditOwnerJob job;

    @Inject
    AuditRepository log;

    private final String system = "s" + UUID.randomUUID().toString().substring(0, 8);

    /** As the service's own role, whose password is what an intruder would have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_log SET principal = 'x'",
                "UPDATE audit_log SET status = 200 WHERE status IS NULL",
                "DELETE FROM audit_log",
                "TRUNCATE audit_log",
                "ALTER TABLE audit_log DISABLE TRIGGER ALL",
                "ALTER TABLE audit_log OWNER TO budget",
                "ALTER TABLE audit_log RENAME TO audit_log_of_before",
                "DROP TABLE audit_log",
                "DROP TRIGGER audit_log_append_only ON audit_log",
                "CREATE OR REPLACE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
                "INSERT INTO audit_log (started_at, principal, action, subject) VALUES ('2020-01-01', 'x', 'x', 'x')",
                "INSERT INTO audit_log (id, principal, action, subject) OVERRIDING SYSTEM VALUE VALUES (-1, 'x', 'x', 'x')",
                "CREATE RULE none AS ON INSERT TO audit_log DO INSTEAD NOTHING",
                "UPDATE audit_outcome SET status = 200",
                "DELETE FROM audit_outcome",
                "TRUNCATE audit_outcome",
                "DROP TABLE audit_outcome",
                "DROP SCHEMA budget CASCADE",
                "ALTER SCHEMA budget RENAME TO elsewhere",
                "SET ROLE belastbar_audit"
            })
    void whatIsInTheLogCannotBeTakenBackByTheService(String attempt) {
        String path = recorded(written -> List.of(given("engineer").post(written)));

        assertThat(outcome(attempt))
                .startsWith("refused: ")
                .containsAnyOf("permission denied", "must be owner", "must be able to SET ROLE");
        auditor("object=" + path)
                .then()
                .body("items.status", contains(200))
                .body("items.principal", contains("engineer"));
    }

    @Test
    void anAuditorFindsWhatSomebodyDid() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String path = recorded(written -> List.of(
                given("engineer").post(written),
                given("operator").post(written),
                given("viewer").post(written + "/below")));
        pool.withTransaction(tx -> log.record(tx, "anna", "finding status ACCEPTED", system, "risk taken"))
                .await()
                .atMost(PATIENCE);

        auditor("object=" + path).then().body("items.principal", contains("viewer", "operator", "engineer"));
        auditor("object=" + path + "&principal=operator")
                .then()
                .body("items.principal", contains("operator"))
                .body("items[0].roles", hasItems("operator", "viewer"))
                .body("items[0].action", equalTo("POST"));
        auditor("object=" + path + "&action=DELETE").then().body("items.size()", equalTo(0));
        auditor("object=" + system)
                .then()
                .body("items.action", contains("finding status ACCEPTED"))
                .body("items.detail", contains("risk taken"));
        auditor("object=" + path + "&from=" + before).then().body("items.size()", equalTo(3));
        auditor("object=" + path + "&to=" + before).then().body("items.size()", equalTo(0));
        auditor("object=" + path.substring(0, path.length() - 1)).then().body("items.size()", equalTo(0));
    }

    @Test
    void everyRecordIsOnOnePage() {
        String path = recorded(written ->
                Stream.generate(() -> given("engineer").post(written)).limit(4).toList());
        String all = "object=" + path + "&limit=2";

        var first = auditor(all).jsonPath();
        var second = auditor(all + "&cursor=" + first.getString("nextCursor")).jsonPath();

        assertThat(first.getList("items.id", Long.class)).hasSize(2).allMatch(id -> id > second.getLong("items[0].id"));
        assertThat(second.getList("items")).hasSize(2);
        assertThat(second.getString("nextCursor")).isNull();
        auditor("cursor=abc").then().statusCode(400).body("errors[0].pointer", equalTo("cursor"));
        auditor("limit=1000").then().statusCode(400);
        auditor("from=yesterday").then().statusCode(400).body("errors[0].pointer", equalTo("from"));
        auditor("format=pdf").then().statusCode(400);
    }

    @Test
    void theLogIsCsvTooAndNamesItsNextPage() {
        String path = recorded(written ->
                List.of(given("engineer").post(written), given("engineer").post(written)));

        var csv = auditor("format=csv&limit=1&object=" + path);
        csv.then()
                .contentType(startsWith("text/csv"))
                .header("Link", containsString("rel=\"next\""))
                .header("Link", containsString("cursor="))
                .body(startsWith("id,startedAt,finishedAt,principal,roles,action,object,status,detail\r\n"))
                .body(containsString(",engineer,engineer viewer,POST," + path + ",200,"));
        given("auditor").accept("text/csv").get("/api/v1/audit?limit=1").then().contentType(startsWith("text/csv"));
        given("auditor").accept("image/png").get("/api/v1/audit").then().statusCode(406);
    }

    @Test
    void theLogIsForAuditorsOnly() {
        for (String role : new String[] {"viewer", "engineer", "operator", "service"}) {
            given(role).get("/api/v1/audit").then().statusCode(403);
        }
        given().get("/api/v1/audit").then().statusCode(401);
        auditor("principal=nobody").then().statusCode(200).body("items.size()", equalTo(0));
        auditor("principal=engineer").then().body("items.principal", everyItem(equalTo("engineer")));
    }

    @Test
    void aLogOfTheServicesOwnRoleIsNoticedAndGivenAwayAtTheNextStart() throws SQLException {
        assertThat(Await.of(owner.ownRole())).isEmpty();
        Administrator.execute("ALTER TABLE budget.audit_log OWNER TO budget");
        assertThat(Await.of(owner.ownRole())).contains("budget");

        job.start(new StartupEvent());

        assertThat(Await.of(owner.ownRole())).isEmpty();
        assertThat(Await.of(owner.takeOver())).isFalse();
    }

    @Test
    void aSchemaOfTheServicesOwnRoleIsNoticedToo() throws SQLException {
        Administrator.execute("ALTER SCHEMA budget OWNER TO budget");
        assertThat(Await.of(owner.ownRole())).contains("budget");

        job.start(new StartupEvent());

        assertThat(Await.of(owner.ownRole())).isEmpty();
    }

    /**
     * An address at which all of these were recorded with their outcomes; another one each time that the log was too slow
     * for one of them, because what was refused may be in it all the same.
     */
    private static String recorded(Function<String, List<Response>> writes) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            String path = "/api/v1/probe/systems/s"
                                    + UUID.randomUUID().toString().substring(0, 8);
                            boolean taken = writes.apply(path).stream().noneMatch(answer -> answer.statusCode() == 503);
                            List<Object> outcomes = auditor("object=" + path).path("items.status");
                            return taken && !outcomes.contains(null) ? path : null;
                        },
                        Objects::nonNull);
    }

    private String outcome(String statement) {
        return pool.query(statement)
                .execute()
                .map(rows -> "done")
                .onFailure()
                .recoverWithItem(failure -> "refused: " + failure.getMessage())
                .await()
                .atMost(PATIENCE);
    }

    private static Response auditor(String query) {
        return given("auditor").get("/api/v1/audit?" + query);
    }

    private static RequestSpecification given() {
        return io.restassured.RestAssured.given();
    }

    private static RequestSpecification given(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }
}
