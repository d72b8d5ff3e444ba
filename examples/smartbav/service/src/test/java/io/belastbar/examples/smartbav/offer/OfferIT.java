package io.belastbar.examples.smartbav.offer;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.examples.smartbav.testing.Api;
import io.belastbar.faulttolerance.breaker.BreakerGuard;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OfferIT {
    @ConfigProperty(name = "belastbar.url.insurer")
    String insurer;

    @Inject
    BreakerGuard guard;

    @Inject
    CircuitBreakerMaintenance breakers;

    @BeforeEach
    @AfterEach
    void closedBreakerAndAHealthyInsurer() {
        breakers.reset(guard.policy().name());
        insurerWill("answer");
    }

    @Test
    void offerIsAcceptedAtTheInsurersPriceAndCanBeReadAgain() {
        var location = offer(31, "emp_31_1", "AllianzPlus", 25)
                .statusCode(202)
                .body("id", startsWith("off_"))
                .body("mitarbeiterId", is("emp_31_1"))
                .body("monthlyContribution", is(160.00f))
                .body("guaranteedMonthlyPension", is(142.02f))
                .body("stale", is(false))
                .extract()
                .header("Location");

        Api.broker(31).get(location).then().statusCode(200).body("laufzeit", is(25));
        Api.broker(32).get(location).then().statusCode(404);
    }

    @Test
    void foreignEmployeeGetsNoOfferAndTheInsurerIsNotAsked() {
        offer(32, "emp_31_1", "AllianzPlus", 25).statusCode(404);

        assertThat(calls()).isZero();
    }

    @Test
    void badTermIsNamed() {
        offer(31, "emp_31_1", "AllianzPlus", 0).statusCode(400).body("errors.pointer", contains("/laufzeit"));
    }

    @Test
    void insurersRefusalIsTheCallersProblemAndNotTheBreakers() {
        insurerWill("refuse");

        for (int i = 0; i < 6; i++) {
            offer(31, "emp_31_2", "Refusing", 60).statusCode(400);
        }

        status().body("'versicherer-api'.status", is("CLOSED"));
    }

    @Test
    void breakerOpensAfterFiveFailuresAndSaysWhenItTriesAgain() {
        insurerWill("fail");

        for (int i = 0; i < 5; i++) {
            status().body("'versicherer-api'.status", is("CLOSED")).body("'versicherer-api'.failureCount", is(i));
            offer(33, "emp_33_1", "NeverKnown", 25).statusCode(503).header("Retry-After", matchesPattern("[1-9]\\d*"));
        }

        status().body("'versicherer-api'.status", is("OPEN"))
                .body("'versicherer-api'.failureCount", is(5))
                .body("'versicherer-api'.failureThreshold", is(5))
                .body("'versicherer-api'.nextRetryAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z"));
        offer(33, "emp_33_1", "NeverKnown", 25).statusCode(503);
        assertThat(calls()).isEqualTo(5);
    }

    @Test
    void lastKnownPriceIsTakenAndMarkedStaleWhileTheInsurerIsAway() {
        offer(34, "emp_34_1", "Known", 30).statusCode(202).body("stale", is(false));
        insurerWill("fail");

        for (int i = 0; i < 7; i++) {
            offer(34, "emp_34_1", "Known", 30)
                    .statusCode(202)
                    .body("stale", is(true))
                    .body("monthlyContribution", is(160.00f));
        }

        assertThat(calls()).isEqualTo(5);
    }

    @Test
    void silentInsurerCountsAsFailingAndTheBreakerClosesWhenItIsBack() throws Exception {
        insurerWill("hang");
        Callable<ValidatableResponse> unanswered = () -> offer(35, "emp_35_1", "Silent", 25);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(Collections.nCopies(5, unanswered))) {
                answer.get().statusCode(503);
            }
        }
        status().body("'versicherer-api'.status", is("OPEN"));

        insurerWill("answer");

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            offer(35, "emp_35_1", "Silent", 25).statusCode(202).body("stale", is(false));
            status().body("'versicherer-api'.status", is("CLOSED"));
        });
    }

    private static ValidatableResponse offer(int broker, String employee, String product, int term) {
        return Api.broker(broker)
                .body(Map.of("mitarbeiterId", employee, "versicherer", product, "laufzeit", term))
                .post("/api/v1/angebote")
                .then();
    }

    private static ValidatableResponse status() {
        return when().get("/api/v1/circuit-breaker-status").then().statusCode(200);
    }

    private void insurerWill(String mode) {
        given().body(mode).put(insurer + "/mode").then().statusCode(200);
    }

    private int calls() {
        return Integer.parseInt(given().get(insurer + "/calls").asString());
    }
}
