package io.belastbar.examples.smartbav;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see while PostgreSQL or Redis is away, and that nobody has to restart anything afterwards. */
@QuarkusTest
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestInfrastructure infrastructure = TestInfrastructure.current();

    @ConfigProperty(name = "test.network")
    URI network;

    /** A breaker that another test has opened lets the next one wait. */
    @BeforeEach
    void theSystemIsWell() {
        await().atMost(PATIENCE).untilAsserted(() -> Api.token(36));
    }

    @Test
    void withoutPostgresqlEveryRequestIsAnswered503AndAllIsWellAfterwards() {
        var token = Api.token(36);
        infrastructure.postgres().kill();
        try {
            for (int i = 0; i < 3; i++) {
                given().auth()
                        .oauth2(token)
                        .get("/api/v1/employees")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "5")
                        .contentType("application/problem+json");
            }
            given().contentType(ContentType.JSON)
                    .body(Map.of("email", "makler1@smartcloud.de", "password", "testpass123"))
                    .post("/auth/login")
                    .then()
                    .statusCode(503);
            when().get("/q/health/ready").then().statusCode(503);
            when().get("/q/health/live").then().statusCode(200);
        } finally {
            infrastructure.postgres().start();
        }

        await().atMost(PATIENCE).untilAsserted(() -> given().auth()
                .oauth2(token)
                .get("/api/v1/employees?limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3)));
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void withoutRedisTheServiceWorksFromMemoryAndUsesRedisAgainAfterwards() {
        infrastructure.redis().kill();
        try {
            double unavailable = lookUps("unavailable");
            for (int i = 0; i < 3; i++) {
                Api.broker(37)
                        .get("/api/v1/employees/emp_37_1")
                        .then()
                        .statusCode(200)
                        .body("firstName", is("Emp37_1"));
            }
            when().get("/q/health/ready").then().statusCode(200);
            assertThat(lookUps("unavailable")).isGreaterThan(unavailable);
        } finally {
            infrastructure.redis().start();
        }

        double answered = lookUps("miss");
        var token = Api.token(37);
        var next = new AtomicInteger(100);
        await().atMost(PATIENCE).until(() -> {
            given().auth().oauth2(token).get("/api/v1/employees/emp_37_" + next.incrementAndGet());
            return lookUps("miss") > answered;
        });
    }

    @Test
    void aDatabaseThatSwallowsEverythingIsAnswered503InTimeAndItsConnectionsAreNotLost() throws Exception {
        var token = Api.token(35);
        network("swallow");
        try {
            var answers = atOnce(40, () -> given().auth()
                    .oauth2(token)
                    .get("/api/v1/employees?limit=7")
                    .then()
                    .extract()
                    .response());

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotNull();
            });
            // It is half open while somebody tries it, as the deliveries to SAP do.
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            breaker().body("smartbav-db.status", is("OPEN")).body("smartbav-db.failureCount", is(5)));
        } finally {
            network("forward");
        }

        // More at once than the pool has connections: none of them is one that still waits.
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(atOnce(40, () -> given().auth()
                        .oauth2(token)
                        .get("/api/v1/employees?limit=7")
                        .then()
                        .extract()
                        .response()))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200)));
        await().atMost(PATIENCE).untilAsserted(() -> breaker().body("smartbav-db.status", is("CLOSED")));
    }

    @Test
    void whatWasReadIsAnsweredAsStaleWhileTheDatabaseIsAwayAndOnlyToItsTenant() {
        var token = Api.token(33);
        var other = Api.token(34);
        as(token).get("/api/v1/employees").then().statusCode(200).header("X-Stale", nullValue());
        as(token).get("/api/v1/employees/emp_33_2").then().statusCode(200).header("X-Stale", nullValue());
        infrastructure.postgres().kill();
        try {
            as(token)
                    .get("/api/v1/employees?limit=3")
                    .then()
                    .statusCode(200)
                    .header("X-Stale", "true")
                    .header("Age", notNullValue())
                    .body("stale", is(true))
                    .body("items", hasSize(3))
                    .body("items.firstName", everyItem(startsWith("Emp33_")));
            await().atMost(PATIENCE).untilAsserted(() -> as(token)
                    .get("/api/v1/employees/emp_33_2")
                    .then()
                    .statusCode(200)
                    .header("X-Stale", "true")
                    .body("firstName", is("Emp33_2")));

            as(other).get("/api/v1/employees").then().statusCode(503);
            as(other).get("/api/v1/employees/emp_33_2").then().statusCode(503);
            as(token).get("/api/v1/employees/emp_33_3").then().statusCode(503);
            as(token)
                    .body(Api.employee("Ada"))
                    .post("/api/v1/employees")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            infrastructure.postgres().start();
        }
        awaitRecovery(token);
    }

    @Test
    void whoWasRemovedIsNotAnsweredAsStale() {
        var token = Api.token(32);
        String gone = as(token)
                .body(Api.employee("Gone"))
                .post("/api/v1/employees")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        as(token).get(gone).then().statusCode(200);
        as(token).get("/api/v1/employees").then().body("items[0].firstName", is("Gone"));
        as(token).delete(gone).then().statusCode(204);
        infrastructure.postgres().kill();
        try {
            as(token).get(gone).then().statusCode(503);
            as(token).get("/api/v1/employees").then().statusCode(503);
        } finally {
            infrastructure.postgres().start();
        }
        awaitRecovery(token);
    }

    @Test
    void aDatabaseThatMayOnlyBeReadIsAwayForWhoWrites() throws Exception {
        var token = Api.token(31);
        // As on a standby: the statement is refused, whatever it says.
        execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on");
        network("cut");
        try {
            await().atMost(PATIENCE).untilAsserted(() -> as(token)
                    .body(Api.employee("Ada"))
                    .post("/api/v1/employees")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue()));
        } finally {
            execute("ALTER ROLE CURRENT_USER RESET default_transaction_read_only");
            network("cut");
        }
        await().atMost(PATIENCE).untilAsserted(() -> as(token)
                .body(Api.employee("Ada"))
                .post("/api/v1/employees")
                .then()
                .statusCode(201));
    }

    @Test
    void aStatementThatIsRefusedDoesNotOpenTheBreaker() {
        for (int i = 0; i < 12; i++) {
            Api.broker(30).get("/api/v1/employees/nobody_" + i).then().statusCode(404);
            Api.broker(30)
                    .body(Map.of("mitarbeiterId", "a\u0000b", "versicherer", "x", "laufzeit", 20))
                    .post("/api/v1/angebote")
                    .then()
                    .statusCode(400);
        }

        breaker().body("smartbav-db.status", is("CLOSED")).body("smartbav-db.failureCount", is(0));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static ValidatableResponse breaker() {
        return when().get("/api/v1/circuit-breaker-status").then().statusCode(200);
    }

    private static void awaitRecovery(String token) {
        await().atMost(PATIENCE).untilAsserted(() -> as(token)
                .get("/api/v1/employees?limit=3")
                .then()
                .statusCode(200)
                .header("X-Stale", nullValue()));
    }

    private void network(String how) {
        given().body(how).put(network).then().statusCode(204);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = Api.database("smartbav_app");
                var statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
        }
    }

    private static List<Response> atOnce(int count, Callable<Response> call) throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Response>();
            for (var answer : callers.invokeAll(Collections.nCopies(count, call))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static double lookUps(String result) {
        var name = "belastbar_cache_gets_total{cache=\"employee\",layer=\"redis\",result=\"" + result + "\"}";
        return when().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
