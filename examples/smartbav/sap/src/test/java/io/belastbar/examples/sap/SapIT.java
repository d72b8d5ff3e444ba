package io.belastbar.examples.sap;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SapIT {
    @TestHTTPResource("/postings")
    URI postings;

    @AfterEach
    void heal() {
        when().post("/control/reset").then().statusCode(200);
    }

    @Test
    void aPostingIsTakenOnceHoweverOftenItComes() {
        int before = count();

        post("once", body("emp_1", 1)).statusCode(201).body("receipt", is("ACCEPTED"));
        post("once", body("emp_1", 1)).statusCode(200).body("receipt", is("REPEATED"));
        post("once", body("emp_1", 2)).statusCode(409).body("receipt", is("CONFLICT"));

        assertThat(count()).isEqualTo(before + 1);
        when().get("/postings?limit=200").then().body("items.key", hasItem("once"));
    }

    @Test
    void aPostingWhoseAnswerCameTooLateIsThereAndComesAgainAsTheSame() {
        given().body("{\"latencyMs\":300000}").put("/control").then().statusCode(200);
        int before = count();
        var request = HttpRequest.newBuilder(postings)
                .header("Idempotency-Key", "late")
                .POST(BodyPublishers.ofString(body("emp_9", 1)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(request, BodyHandlers.discarding());
            await().atMost(Duration.ofSeconds(60)).until(() -> count() == before + 1);
            assertThat(answer).isNotDone();
            client.shutdownNow();
        }
        heal();

        post("late", body("emp_9", 1)).statusCode(200).body("receipt", is("REPEATED"));
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void aFailingSystemTakesNothingAndItsCountStillAnswers() {
        given().body("{\"errorRate\":1,\"share\":1}").put("/control").then().statusCode(200);
        int before = count();

        post("failing", body("emp_2", 1)).statusCode(500);

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void whatIsNoPostingIsRefused() {
        post("a b", "{\"kind\":7}").statusCode(400).body("errors", hasSize(4));
        post("ok", "[1]").statusCode(400);
        given().body(body("emp_1", 1))
                .post("/postings")
                .then()
                .statusCode(400)
                .body("errors", contains(startsWith("the header Idempotency-Key")));
    }

    @Test
    void pagesAreBoundedAndEnd() {
        post("page-1", body("emp_3", 1)).statusCode(201);

        when().get("/postings?limit=1").then().body("items", hasSize(1)).body("nextCursor", is("1"));
        when().get("/postings?cursor=999999").then().body("items", hasSize(0)).body("nextCursor", nullValue());
        when().get("/postings?limit=201").then().statusCode(400);
        when().get("/postings?cursor=x").then().statusCode(400);
    }

    private static int count() {
        return when().get("/postings/count").then().statusCode(200).extract().path("postings");
    }

    private static ValidatableResponse post(String key, String body) {
        return given().header("Idempotency-Key", key)
                .body(body)
                .post("/postings")
                .then();
    }

    private static String body(String subject, int version) {
        return "{\"subject\":\"%s\",\"version\":%d,\"kind\":\"employee.created\"}".formatted(subject, version);
    }
}
