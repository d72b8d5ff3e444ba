package io.belastbar.examples.smartbav;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            given().auth().oauth2(token).get("/api/v1/employees/emp_37_" + next.incrementAndGet());
            return lookUps("miss") > answered;
        });
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
