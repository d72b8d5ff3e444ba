package io.belastbar.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.contracts.SystemId;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsIT {

    @TestHTTPResource
    URI service;

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

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "a%1Bb", "a%7Fb", "a%C2%85b"})
    void aParameterWithAControlCharacterIs400WhereverItStands(String value) {
        problem(as("viewer").urlEncodingEnabled(false).post("/api/v1/probe/systems/" + value), 400)
                .body("errors[0].pointer", equalTo("system"))
                .body("errors[0].rule", startsWith("must not have the control character U+00"));
        problem(as("viewer").urlEncodingEnabled(false).get("/api/v1/probe/me?any=" + value), 400)
                .body("errors[0].pointer", equalTo("any"));
        problem(as("viewer").urlEncodingEnabled(false).get("/api/v1/probe/me?" + value + "=1"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "-shop", "shop%20v2", "gr%C3%B6%C3%9Fe"})
    void aSystemThatIsNoneIs400WithTheRuleAndTheValue(String system) {
        problem(as("viewer").urlEncodingEnabled(false).post("/api/v1/probe/systems/" + system), 400)
                .body("errors[0].rule", equalTo(SystemId.RULE))
                .body("errors[0].received", equalTo(URLDecoder.decode(system, StandardCharsets.UTF_8)));
        as("viewer").post("/api/v1/probe/systems/shop.v2").then().statusCode(200);
    }

    /** By a socket: no client sends such a header. */
    @Test
    void aHeaderWithAControlCharacterIs400AndOneInUtf8IsNot() throws IOException {
        assertThat(answer("X-Change-Reason: a\u001bb")).startsWith("HTTP/1.1 400");
        assertThat(answer("X-Change-Reason: Ma\u00c3\u009fnahme")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({"/name,'{\"name\":\"a\\u0000b\",\"size\":1}'", "/name,'{\"name\":\"a\\u001Bb\",\"size\":1}'"})
    void aTextOfABodyWithAControlCharacterIs400WithItsPointer(String pointer, String body) {
        problem(as("engineer").contentType("application/json").body(body).post("/api/v1/probe/items"), 400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].line", equalTo(1))
                .body("errors[0].rule", startsWith("must not have the control character U+00"));
    }

    @ParameterizedTest
    @CsvSource({
        "/until,until,'{\"name\":\"a\",\"size\":1,\"until\":\"2027-01-01\"}'",
        "/Name,Name,'{\"size\":1,\n\"Name\":{\"deep\":[1]}}'",
        "/a~1b,a/b,'{\"a/b\":null}'"
    })
    void aKeyOfABodyThatNobodyKnowsIs400WithItsNameAndThoseThatAreKnown(String pointer, String key, String body) {
        problem(as("engineer").contentType("application/json").body(body).post("/api/v1/probe/items"), 400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].rule", equalTo("unknown key; known here: name, size"))
                .body("errors[0].received", equalTo(key));
    }

    @ParameterizedTest
    @CsvSource({
        "22021,400",
        "22003,400",
        "23505,409",
        "23503,409",
        "22012,500",
        "23514,500",
        "57P03,503",
        "57014,503",
        "53100,503"
    })
    void whatPostgresqlRefusesIsNoOutage(String state, int status) {
        problem(as("viewer").get("/api/v1/probe/refused?state=" + state), status);
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
        // Where several methods answer one address, each in its own media type.
        problem(as("viewer").accept("image/png").get("/api/v1/systems/nobody"), 406);
        problem(as("viewer").accept("application/yaml").get("/api/v1/systems/nobody"), 404);
        problem(as("viewer").accept("image/png, */*;q=0.1").get("/api/v1/systems/nobody"), 404);
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

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "", "application/", "a/b/c;"})
    void aTypeThatIsNoneIs415(String type) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/probe/items"))
                            .header("Authorization", "Bearer engineer-token")
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"size\":1}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void aCompressedBodyIs415() {
        problem(
                        as("engineer")
                                .contentType("application/json")
                                .header("Content-Encoding", "gzip")
                                .body("{\"name\":\"a\",\"size\":1}")
                                .post("/api/v1/probe/items"),
                        415)
                .body("detail", containsString("without Content-Encoding: was \"gzip\""));
        as("engineer")
                .contentType("application/json")
                .header("Content-Encoding", "identity")
                .body("{\"name\":\"a\",\"size\":1}")
                .post("/api/v1/probe/items")
                .then()
                .statusCode(200);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "number?n=many n many 'must be a whole number from -2147483648 to 2147483647'",
                "number?n=99999999999 n 99999999999 'must be a whole number from -2147483648 to 2147483647'",
                "number?n=1&m=1.5 m 1.5 'must be a whole number from -9223372036854775808 to 9223372036854775807'",
                "letters/abc id abc 'must be a whole number from -9223372036854775808 to 9223372036854775807'",
                "orders/abc id abc 'must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057'"
            })
    void anUnreadableParameterIs400WithItsNameAndRuleAndValue(String path, String name, String value, String rule) {
        problem(as("viewer").get("/api/v1/probe/" + path), 400)
                .body("detail", equalTo(name + " " + rule))
                .body("errors.size()", equalTo(1))
                .body("errors[0].pointer", equalTo(name))
                .body("errors[0].rule", equalTo(rule))
                .body("errors[0].received", equalTo(value));
    }

    @Test
    void everyUnreadableParameterIsNamed() {
        problem(as("viewer").get("/api/v1/probe/number?n=a&m=b"), 400).body("errors.pointer", hasItems("n", "m"));
    }

    @Test
    void whatAnEndpointSaysAboutItsRefusalIsShown() {
        problem(as("viewer").get("/api/v1/probe/letters/99999999"), 404)
                .body("detail", equalTo("no dead letter \"99999999\""));
        problem(as("viewer").get("/api/v1/probe/letters/0"), 400)
                .body("detail", equalTo("id should be above 0: was 0"));
        problem(as("viewer").get("/api/v1/probe/letters/1"), 503)
                .header("Retry-After", equalTo("7"))
                .body("detail", equalTo("PostgreSQL does not answer"));
        problem(as("viewer").get("/api/v1/probe/letters/2"), 404)
                .body("detail", equalTo("there is nothing at /api/v1/probe/letters/2"));
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

    private String answer(String header) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(60_000);
            String request = "POST /api/v1/probe/systems/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                    + "Authorization: Bearer viewer-token\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
