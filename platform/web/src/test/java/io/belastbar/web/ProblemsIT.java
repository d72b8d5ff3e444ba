package io.belastbar.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemsIT {

    @Test
    void withoutATokenTheAnswerIs401WithAChallenge() {
        problem(given().get("/api/v1/probe/me"), 401).header("WWW-Authenticate", "Bearer realm=\"belastbar\"");
    }

    @Test
    void anUnknownTokenIs401() {
        problem(as("somebody").get("/api/v1/probe/me"), 401)
                .header("WWW-Authenticate", containsString("invalid_token"));
    }

    @Test
    void whatLooksLikeAJwtIs401WhileOidcIsOff() {
        problem(
                given().header("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")
                        .get("/api/v1/probe/me"),
                401);
    }

    @Test
    void everyRoleReads() {
        for (String role : new String[] {"viewer", "engineer", "operator", "auditor", "service"}) {
            as(role).get("/api/v1/probe/me")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo(role), "roles", hasItems("viewer"));
        }
    }

    @Test
    void aRoleThatIsNotEnoughIs403() {
        problem(
                as("viewer")
                        .contentType("application/json")
                        .body("{\"name\":\"a\",\"size\":1}")
                        .post("/api/v1/probe/items"),
                403);
        problem(as("engineer").post("/api/v1/probe/faults"), 403);
        as("operator").post("/api/v1/probe/faults").then().statusCode(204);
    }

    @Test
    void anEndpointThatNamesNoRoleIsClosed() {
        problem(given().get("/api/v1/probe/unannotated"), 401);
        problem(as("operator").get("/api/v1/probe/unannotated"), 403);
    }

    @Test
    void anUnknownPathIs404WithAndWithoutAToken() {
        problem(given().get("/api/v1/nowhere"), 404).body("instance", equalTo("/api/v1/nowhere"));
        problem(as("viewer").get("/api/v1/probe/nowhere"), 404);
        problem(as("viewer").get("/elsewhere"), 404);
    }

    @Test
    void anotherMethodIs405() {
        problem(as("viewer").put("/api/v1/probe/me"), 405);
    }

    @Test
    void anotherMediaTypeIsNotAcceptable() {
        problem(as("viewer").accept("image/png").get("/api/v1/probe/me"), 406);
    }

    @Test
    void aTextForAJsonEndpointIs415() {
        problem(
                as("engineer")
                        .contentType("text/plain")
                        .body("{\"name\":\"a\",\"size\":1}")
                        .post("/api/v1/probe/items"),
                415);
        problem(as("engineer").contentType("text/plain").body("name: a").put("/api/v1/probe/document"), 415);
    }

    @Test
    void aBodyOverTheLimitIs413() {
        problem(
                as("engineer")
                        .contentType("application/json")
                        .body("x".repeat(2_100_000))
                        .post("/api/v1/probe/items"),
                413);
    }

    @Test
    void aDocumentOverTheLimitIs413() {
        problem(
                as("engineer")
                        .contentType("application/yaml")
                        .body(("# " + "x".repeat(1_100_000)).getBytes())
                        .put("/api/v1/probe/document"),
                413);
    }

    @Test
    void everyBrokenConstraintIsNamed() {
        problem(post("{\"name\":\" \",\"size\":11}"), 400)
                .body("errors.pointer", hasItems("/name", "/size"))
                .body("errors.find { it.pointer == '/size' }.received", equalTo("11"));
    }

    @Test
    void brokenJsonIs400WithItsPlace() {
        problem(post("{\"name\": \"a\",\n  \"size\": }"), 400)
                .body("errors[0].line", equalTo(2))
                .body("errors[0].column", notNullValue());
    }

    @Test
    void aWrongTypeIs400WithItsPointer() {
        problem(post("{\"name\": \"a\",\n  \"size\": \"big\"}"), 400)
                .body("errors[0].pointer", equalTo("/size"))
                .body("errors[0].line", equalTo(2))
                .body("errors[0].received", equalTo("big"));
    }

    @Test
    void anUnreadableParameterIs400() {
        problem(as("viewer").get("/api/v1/probe/number?n=many"), 400);
    }

    @Test
    void aDocumentsFaultsHaveTheirPlace() {
        problem(
                        as("engineer")
                                .contentType("application/yaml")
                                .body(("name: a\n  bad: [\n").getBytes())
                                .put("/api/v1/probe/document"),
                        400)
                .body("errors[0].line", equalTo(2));
        problem(
                        as("engineer")
                                .contentType("application/yaml")
                                .body(("name: a\nother: b\n").getBytes())
                                .put("/api/v1/probe/document"),
                        400)
                .body(
                        "errors[0].pointer",
                        equalTo("/other"),
                        "errors[0].line",
                        equalTo(2),
                        "errors[0].column",
                        equalTo(1));
    }

    @Test
    void aSurpriseIs500WithAnIdAndNoMessage() {
        problem(as("viewer").get("/api/v1/probe/boom"), 500)
                .body("instance", matchesPattern("[0-9a-f-]{36}"))
                .body("detail", not(containsString("secret")));
    }

    @Test
    void anUnregisteredTargetIs403() {
        problem(as("viewer").get("/api/v1/probe/targets?name=example.com"), 403)
                .body("type", equalTo("urn:belastbar:problem:target-not-allowed"));
        as("viewer")
                .get("/api/v1/probe/targets?name=smartbav-db")
                .then()
                .statusCode(200)
                .body(containsString("smartbav_observer"));
    }

    static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }

    static ValidatableResponse problem(Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status), "title", notNullValue(), "type", notNullValue());
    }

    private static Response post(String json) {
        return as("engineer").contentType("application/json").body(json).post("/api/v1/probe/items");
    }
}
