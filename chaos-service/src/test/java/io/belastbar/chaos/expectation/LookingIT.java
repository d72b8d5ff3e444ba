package io.belastbar.chaos.expectation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import io.belastbar.chaos.expectation.AskedApplication.Told;
import io.belastbar.chaos.expectation.Observation.Result;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AskedApplication.class)
class LookingIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    AskedApplication application;

    @Inject
    Looking looking;

    @BeforeEach
    void describeTheSystem() {
        application.forget();
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body("{\"system\":\"asked\",\"targets\":{\"http\":\"asked-api\",\"postgresql\":\"smartbav-db\"}}")
                .put("/api/v1/systems/asked")
                .then()
                .statusCode(oneOf(200, 201));
    }

    @Test
    void aBreakerIsAskedOverHttp() throws Exception {
        application.tell(
                "GET /api/v1/circuit-breaker-status",
                new Told(200, "{\"versicherer-api\":{\"status\":\"OPEN\",\"failureCount\":5,\"failureThreshold\":5}}"));

        assertThat(look("type: breaker-state\ntarget: asked-api\nbreaker: versicherer-api\nstate: OPEN")
                        .result())
                .isEqualTo(Result.HOLDS);
        assertThat(look("type: breaker-state\ntarget: asked-api\nbreaker: versicherer-api\nstate: CLOSED")
                        .result())
                .isEqualTo(Result.NOT_YET);
    }

    @Test
    void aTargetThatIsNotTheSystemsOwnIsNotAsked() throws Exception {
        var seen = look("type: http-probe\ntarget: foreign-api\nrequest: GET /x");

        assertThat(seen.result()).isEqualTo(Result.UNKNOWN);
        assertThat(seen.measured().english()).contains("foreign-api", "system.yml");
        assertThat(application.heard()).isEmpty();
    }

    @Test
    void aProbeLogsInOnceAndAsksInItsUsersName() throws Exception {
        application.tell("GET /mine as makler1@smartcloud.de", new Told(200, "{\"n\":1}"));
        application.tell("GET /mine", new Told(401, ""));
        var probe = "type: http-probe\ntarget: asked-api\nrequest: GET /mine\njson: $.n\nequals: 1\nas: broker-1\n"
                + "login: { path: /auth/login, username: email, token: $.access_token }";

        assertThat(look(probe).result()).isEqualTo(Result.HOLDS);
        assertThat(look(probe).result()).isEqualTo(Result.HOLDS);

        assertThat(application.heard()).filteredOn("POST /auth/login"::equals).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aCredentialThatNobodyConfiguredIsNamed() throws Exception {
        var seen = look("type: http-probe\ntarget: asked-api\nrequest: GET /x\nas: nobodys");

        assertThat(seen.result()).isEqualTo(Result.UNKNOWN);
        assertThat(seen.measured().english()).contains("nobodys", "BELASTBAR_CREDENTIALS_NOBODYS_USERNAME");
    }

    @Test
    void aForeignRowIsFoundAmongTheAnswersOfTwoTenants() throws Exception {
        application.tell("GET /rows as makler1@smartcloud.de", new Told(200, "{\"items\":[{\"id\":1},{\"id\":2}]}"));
        application.tell("GET /rows as makler2@smartcloud.de", new Told(200, "{\"items\":[{\"id\":3}]}"));
        var expected = "type: tenant-isolation\ntarget: asked-api\nrequest: GET /rows\nid: $.items[*].id\n"
                + "login: { path: /auth/login, username: email, token: $.access_token }\n"
                + "tenants: [ { tenant: org_1, as: broker-1 }, { tenant: org_2, as: broker-2 } ]";

        assertThat(look(expected).result()).isEqualTo(Result.HOLDS);
        application.tell("GET /rows as makler2@smartcloud.de", new Told(200, "{\"items\":[{\"id\":2}]}"));
        assertThat(look(expected).result()).isEqualTo(Result.VIOLATED);
    }

    @Test
    void aHeaderOfAnAnswerIsSeen() throws Exception {
        application.tell("GET /x", new Told(503, "", "Retry-After", "5"));

        assertThat(
                        look("type: answers\ntarget: asked-api\nrequest: GET /x\nonly: [ { status: 503, header: retry-after } ]")
                                .result())
                .isEqualTo(Result.HOLDS);
    }

    @Test
    void aDatabaseIsReadAndCannotBeWritten() throws Exception {
        comesTo(Result.HOLDS, "type: sql-probe\ntarget: smartbav-db\nsql: SELECT 1 + 1\nequals: 2");
        await().atMost(LIMIT).untilAsserted(() -> {
            var written = look("type: sql-probe\ntarget: smartbav-db\nat-least: 0\n"
                    + "sql: SELECT 1 FROM pg_class LIMIT 1 FOR UPDATE");
            assertThat(written.result()).isEqualTo(Result.UNKNOWN);
            assertThat(written.measured().english()).contains("read-only transaction");
        });
    }

    @Test
    void aCachedEntityIsComparedWithItsRow() throws Exception {
        application.tell("GET /e/k%201", new Told(200, "{\"n\":7}"));
        var expected = "type: cache-equals-database\ntarget: asked-api\nrequest: GET /e/{key}\ndatabase: smartbav-db\n"
                + "sql: SELECT 'k 1', 7\nvalues: $.n";

        comesTo(Result.HOLDS, expected);
        application.tell("GET /e/k%201", new Told(200, "{\"n\":8}"));
        comesTo(Result.NOT_YET, expected);
    }

    @Test
    void whatNoLoadWasStartedForIsUnknown() throws Exception {
        assertThat(look("type: error-rate\nat-most: 1%").result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void recoveryIsUnknownWithoutAProbe() throws Exception {
        assertThat(look("type: rto\nat-most: 30m").result()).isEqualTo(Result.UNKNOWN);
        assertThat(look("type: rpo\nat-most: 0s").result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void aMetricIsReadAndItsRateByTwoLooks() throws Exception {
        application.tell("GET /q/metrics", new Told(200, "up 1\nrequests_total{a=\"b\"} 7\n"));
        var metric = "type: metric\ntarget: asked-api\nmetric: ";

        assertThat(look(metric + "up\nat-least: 1").result()).isEqualTo(Result.HOLDS);
        assertThat(look(metric + "requests_total\nper: second\nover: 100ms\nat-most: 1/s")
                        .result())
                .isEqualTo(Result.HOLDS);
        assertThat(application.heard()).filteredOn("GET /q/metrics"::equals).hasSize(3);
    }

    @Test
    void webhooksAreCountedWhereTheyAreSentAndWhereTheyArrive() throws Exception {
        application.tell("GET /sent", new Told(200, "{\"n\":7,\"twice\":[]}"));
        application.tell("GET /q/metrics", new Told(200, "processed_total 7.0\n"));
        var expected = "type: webhooks-processed\nsent: { target: asked-api, request: GET /sent, json: $.n }\n"
                + "processed: { target: asked-api, metric: processed_total }\n"
                + "duplicates: { target: asked-api, request: GET /sent, json: $.twice }";

        assertThat(look(expected).result()).isEqualTo(Result.HOLDS);
        application.tell("GET /q/metrics", new Told(200, "processed_total 6.0\n"));
        assertThat(look(expected).result()).isEqualTo(Result.NOT_YET);
        application.tell("GET /sent", new Told(200, "{\"n\":7,\"twice\":[1]}"));
        assertThat(look(expected).result()).isEqualTo(Result.VIOLATED);
    }

    @Test
    void whatWasSeenOfABreakerIsKeptForTheGameDay() throws Exception {
        var began = Instant.now();
        var gameDay = UUID.randomUUID();
        var cycle = "type: breaker-cycle\ntarget: asked-api\nbreaker: b\nfailures: 5";
        tellBreaker("OPEN", 5, ",\"nextRetryAt\":\"" + began.plusSeconds(5) + "\"");
        look(cycle, new Situation("asked", gameDay, began, began, Optional.empty(), Optional.empty()));
        tellBreaker("HALF_OPEN", 5, "");

        var early = began.plusMillis(500);
        assertThat(look(cycle, new Situation("asked", gameDay, began, early, Optional.empty(), Optional.empty()))
                        .result())
                .isEqualTo(Result.VIOLATED);
        assertThat(look(cycle).measured().english()).isEqualTo("not seen OPEN");
    }

    private void tellBreaker(String status, int failures, String more) {
        application.tell(
                "GET /api/v1/circuit-breaker-status",
                new Told(
                        200,
                        "{\"b\":{\"status\":\"" + status + "\",\"failureCount\":" + failures + ",\"failureThreshold\":5"
                                + more + "}}"));
    }

    private Observation look(String document, Situation situation) throws InterruptedException {
        return looking.look(Parsed.as(Expectation.class, document), situation);
    }

    /** A database on a busy machine may not have let somebody in within the product's limit; a game day looks again, too. */
    private void comesTo(Result result, String document) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(look(document).result()).isEqualTo(result));
    }

    private Observation look(String document) throws InterruptedException {
        var now = Instant.now();
        return looking.look(
                Parsed.as(Expectation.class, document),
                new Situation("asked", UUID.randomUUID(), now, now, Optional.empty(), Optional.empty()));
    }
}
