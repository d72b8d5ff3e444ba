package io.belastbar.examples.smartbav;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What callers see while PostgreSQL or Redis is away, and that nobody has to restart anything afterwards. */
@QuarkusTest
class OutageIT {
    private final TestInfrastructure infrastructure = TestInfrastructure.current();

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

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().auth()
                .oauth2(token)
                .get("/api/v1/employees?limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3)));
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void withoutRedisTheServiceWorksUncachedAndCachesAgainAfterwards() {
        infrastructure.redis().kill();
        try {
            for (int i = 0; i < 3; i++) {
                Api.broker(37)
                        .get("/api/v1/employees/emp_37_1")
                        .then()
                        .statusCode(200)
                        .body("firstName", is("Emp37_1"));
            }
            when().get("/q/health/ready").then().statusCode(200);
            when().get("/q/metrics")
                    .then()
                    .body(containsString("smartbav_cache_requests_total{cache=\"employee\",result=\"unavailable\"}"));
        } finally {
            infrastructure.redis().start();
        }

        double hits = hits();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Api.broker(37).get("/api/v1/employees/emp_37_1").then().statusCode(200);
            return hits() > hits;
        });
    }

    private static double hits() {
        return when().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("smartbav_cache_requests_total{cache=\"employee\",result=\"hit\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
