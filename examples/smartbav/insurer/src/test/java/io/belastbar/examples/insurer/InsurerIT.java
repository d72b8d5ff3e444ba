package io.belastbar.examples.insurer;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerTestResource.class)
class InsurerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUOTE = """
            {"insurer":"AllianzPlus","annualSalary":48000,"age":42,"termYears":25}""";

    @TestHTTPResource("/quotes")
    URI quotes;

    @ConfigProperty(name = "belastbar.url.smartbav")
    URI broker;

    @AfterEach
    void heal() {
        when().post("/control/reset").then().statusCode(200);
    }

    @Test
    void quoteIsComputedFromSalaryAgeAndTerm() {
        quote().statusCode(200)
                .body("monthlyContribution", equalTo(160.00f))
                .body("guaranteedMonthlyPension", equalTo(142.02f))
                .body("quoteId", notNullValue());
    }

    @Test
    void failingInsurerAnswers500() {
        control("{\"errorRate\":1}").statusCode(200).body("errorRate", is(1.0f));

        quote().statusCode(500);
    }

    @Test
    void latencyIsSpentBeforeTheAnswer() {
        control("{\"latencyMs\":700,\"latencyJitterMs\":0}").statusCode(200);

        long before = System.nanoTime();
        quote().statusCode(200);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void hangingInsurerKeepsTheConnectionOpenWithoutAnAnswer() {
        int before = when().get("/control").then().extract().path("served.hung");
        control("{\"hangRate\":1}").statusCode(200);
        var request = HttpRequest.newBuilder(quotes)
                .POST(BodyPublishers.ofString(QUOTE))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(request, BodyHandlers.discarding());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> when().get("/control").then().body("served.hung", greaterThan(before)));
            assertThat(answer).isNotDone();
            client.shutdownNow();
        }
    }

    @Test
    void settingsFallBackByThemselves() {
        control("{\"errorRate\":1,\"expiresAfterMs\":2000}").statusCode(200).body("expiresAt", notNullValue());

        await().atMost(PATIENCE).untilAsserted(() -> when().get("/control")
                .then()
                .body("errorRate", is(0.0f))
                .body("expiresAt", nullValue()));
        quote().statusCode(200);
    }

    @Test
    void misspeltFaultIsRefusedAndChangesNothing() {
        control("{\"latency\":30000,\"errorRate\":2}")
                .statusCode(400)
                .body(
                        "errors",
                        contains(
                                "latency is unknown; known are "
                                        + "[errorRate, expiresAfterMs, hangRate, latencyJitterMs, latencyMs, notAfter, share, token]"));
        control("[1]").statusCode(400);
        control("no json").statusCode(400);

        when().get("/control").then().body("latencyMs", is(40)).body("expiresAt", nullValue());
    }

    @Test
    void aPutThatComesAfterItsResetIsRefused() {
        reset("{\"token\":\"late\"}").statusCode(200);

        control("{\"token\":\"late\",\"latencyMs\":30000}")
                .statusCode(409)
                .body("errors", contains("token late was taken back"));
        when().get("/control").then().body("latencyMs", is(40));
    }

    @Test
    void aResetForAnotherTokenDoesNotHeal() {
        control("{\"token\":\"new\",\"errorRate\":1}").statusCode(200).body("token", is("new"));

        reset("{\"token\":\"old\"}").statusCode(200).body("errorRate", is(1.0f));
        reset("{\"token\":\"new\"}").statusCode(200).body("errorRate", is(0.0f)).body("token", nullValue());
    }

    @Test
    void aTokenOrATimeThatIsNoneIsRefused() {
        control("{\"token\":\"a\\u0000b\"}").statusCode(400);
        control("{\"token\":7}").statusCode(400);
        control("{\"notAfter\":\"tomorrow\"}").statusCode(400);
        reset("{\"token\":\"\\n\"}").statusCode(400);
        reset("[1]").statusCode(400);

        when().get("/control").then().body("expiresAt", nullValue());
    }

    @Test
    void requestWithoutAgeIsRefused() {
        given().body("{\"insurer\":\"x\",\"annualSalary\":1,\"termYears\":1}")
                .post("/quotes")
                .then()
                .statusCode(400)
                .body("errors", contains("age should be between 15 and 75: was null"));
    }

    @Test
    void readinessAnswers() {
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void whatIsToldAboutQuotesArrivesOnceTheBrokerIsBack() {
        given().body("503").put(broker + "/mode").then().statusCode(200);
        quote().statusCode(200);
        given().body("{\"count\":20}").post("/events").then().statusCode(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/events/count").then().body("failedAttempts", greaterThan(1)));

        given().body("200").put(broker + "/mode").then().statusCode(200);

        await().atMost(PATIENCE).untilAsserted(() -> when().get("/events/count")
                .then()
                .body("waiting", is(0))
                .body("givenUp", is(0)));
        int created = when().get("/events/count").then().extract().path("created");
        assertThat(created).isGreaterThanOrEqualTo(21);
        assertThat(when().get(broker + "/seen").asString()).isEqualTo(created + " 0");
    }

    @Test
    void eventsByHandAreBounded() {
        for (String body : new String[] {"{}", "{\"count\":0}", "{\"count\":1001}", "{\"count\":\"2\"}", "[]", ""}) {
            given().body(body).post("/events").then().statusCode(400);
        }
    }

    private static ValidatableResponse quote() {
        return given().body(QUOTE).post("/quotes").then();
    }

    private static ValidatableResponse reset(String body) {
        return given().body(body).post("/control/reset").then();
    }

    private static ValidatableResponse control(String body) {
        return given().body(body).put("/control").then();
    }
}
