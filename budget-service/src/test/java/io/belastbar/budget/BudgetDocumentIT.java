package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BudgetDocumentIT {

    private static final String PATH = "/api/v1/systems/{system}/budget";

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void theDocumentComesBackByteForByte() {
        var sent = Samples.smartbavBudgetYaml().getBytes(StandardCharsets.UTF_8);

        var stored = put(sent);

        stored.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("version", equalTo(1))
                .body("objectives", equalTo(24))
                .body("updatedBy", equalTo("engineer"));
        var read = as("viewer").accept("application/yaml").get(PATH, system);
        assertThat(read.asByteArray()).isEqualTo(sent);
        assertThat(read.header("ETag")).isEqualTo(stored.header("ETag"));
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() {
        var etag = put(yaml("100ms")).header("ETag");

        as("viewer")
                .accept("application/yaml")
                .header("If-None-Match", etag)
                .get(PATH, system)
                .then()
                .statusCode(304);
        var view = view();
        as("viewer")
                .accept("application/json")
                .header("If-None-Match", view.header("ETag"))
                .get(PATH, system)
                .then()
                .statusCode(304);
        assertThat(view.header("ETag")).isNotEqualTo(etag);
    }

    @Test
    void identicalContentMakesNoNewVersion() {
        put(yaml("100ms")).then().statusCode(201);

        put(yaml("100ms")).then().statusCode(200).body("version", equalTo(1)).body("changed", equalTo(false));
        put(yaml("200ms")).then().statusCode(200).body("version", equalTo(2)).body("changed", equalTo(true));
    }

    @Test
    void aLostUpdateIsRefused() {
        var first = put(yaml("100ms")).header("ETag");
        put(yaml("200ms"));

        putting()
                .header("If-Match", first)
                .body(yaml("300ms"))
                .put(PATH, system)
                .then()
                .statusCode(412);
        view().then().body("version", equalTo(2));
    }

    @Test
    void theViewSaysWhatWasUnderstood() {
        put(Samples.smartbavBudgetYaml().getBytes(StandardCharsets.UTF_8));

        as("auditor")
                .accept("application/json")
                .get(PATH, system)
                .then()
                .statusCode(200)
                .body("endpoints[2].objectives.find { it.metric == 'target_throughput' }.limit", equalTo("≥ 500 req/s"))
                .body("database[0].statements", equalTo("SELECT statements on employees"));
    }

    @Test
    void aBadBudgetIsRefusedWithEveryPlaceAndLeavesTheStoredOne() {
        put(yaml("100ms"));

        put(("endpoints:\n  \"GET /a\":\n    target_response_time_p95: soon\n    target_spped: 1\n")
                        .getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors", hasSize(2))
                .body("errors.line", equalTo(List.of(3, 4)))
                .body("errors.column", everyItem(notNullValue()))
                .body("errors.find { it.line == 4 }.received", equalTo("target_spped"));
        view().then().body("version", equalTo(1));
    }

    @Test
    void onlyEngineersWrite() {
        as("viewer")
                .contentType("application/yaml")
                .body(yaml("1ms"))
                .put(PATH, system)
                .then()
                .statusCode(403);
        given().contentType("application/yaml")
                .body(yaml("1ms"))
                .put(PATH, system)
                .then()
                .statusCode(401);
    }

    @Test
    void otherBytesThanUtf8AreRefused() {
        // REST Assured says ISO-8859-1 where nothing is said, and every byte is a character there.
        putting()
                .contentType("application/yaml;charset=utf-8")
                .body(new byte[] {(byte) 0xff, (byte) 0xff, 0})
                .put(PATH, system)
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void aHugeDocumentIsRefused() {
        put(new byte[300 * 1024]).then().statusCode(413);
    }

    @Test
    void anEmptySystemNamesTheNextCommand() {
        as("viewer").get(PATH, system).then().statusCode(404).body("detail", containsString("belastbar apply"));
        as("viewer")
                .get("/api/v1/systems/{system}/evaluations", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("hint", containsString("belastbar "));
    }

    private Response put(byte[] content) {
        return putting().body(content).put(PATH, system);
    }

    private Response view() {
        return as("viewer").accept("application/json").get(PATH, system);
    }

    private static RequestSpecification putting() {
        return as("engineer").contentType("application/yaml");
    }

    private static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }

    private static byte[] yaml(String limit) {
        return ("endpoints:\n  \"GET /a\":\n    target_response_time_p95: " + limit + "  # größer\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
