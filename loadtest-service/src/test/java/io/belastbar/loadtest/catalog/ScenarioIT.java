package io.belastbar.loadtest.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class ScenarioIT {

    private static final String PATH = "/api/v1/systems/docs/scenarios/one";
    private static final String YAML = """
            scenario: one
            target: it-target
            stages: [ { duration: 1s, target: 1 } ]
            steps: [ { request: GET /a } ]   # größer
            """;

    @Test
    void theSameContentKeepsItsVersionAndIsReadBackAsSent() {
        String etag = as("engineer")
                .body(bytes(YAML))
                .put(PATH)
                .then()
                .body("version", equalTo(1))
                .extract()
                .header("ETag");

        as("engineer").body(bytes(YAML)).put(PATH).then().statusCode(200).body("version", equalTo(1));
        as("viewer").accept("application/yaml").get(PATH).then().statusCode(200).body(equalTo(YAML));
        as("viewer")
                .accept("application/yaml")
                .header("If-None-Match", etag)
                .get(PATH)
                .then()
                .statusCode(304);
        as("engineer")
                .body(bytes(YAML + "# changed\n"))
                .header("If-Match", "\"old\"")
                .put(PATH)
                .then()
                .statusCode(412);
        as("engineer")
                .body(bytes(YAML + "# changed\n"))
                .header("If-Match", etag)
                .put(PATH)
                .then()
                .body("version", equalTo(2));
        as("viewer").get("/api/v1/systems/docs/scenarios").then().body("items[0].version", equalTo(2));
    }

    @Test
    void aFaultIsAProblemWithLineAndColumn() {
        as("engineer")
                .body(bytes(YAML.replace("1s", "1 fathom")))
                .put(PATH)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("errors[0].pointer", equalTo("/stages/0/duration"))
                .body("errors[0].line", equalTo(3));
    }

    @Test
    void aDatabaseWithoutACredentialIsRefusedWithTheVariableThatIsMissing() {
        as("engineer")
                .body(bytes("""
                        scenario: one
                        database: it-nocred
                        load: { users: 1, duration: 1s }
                        steps: [ { sql: "SELECT 1" } ]
                        """))
                .put(PATH)
                .then()
                .statusCode(403)
                .body("detail", containsString("BELASTBAR_CREDENTIALS_IT_NOCRED_USERNAME"));
    }

    @Test
    void aTargetWhoseAuthorityIsNotThereIsRefusedWithTheNameOfTheSetting() {
        as("engineer")
                .body(bytes(YAML.replace("it-target", "it-noca")))
                .put(PATH)
                .then()
                .statusCode(403)
                .body("detail", containsString("BELASTBAR_TARGETS_IT_NOCA_CA"))
                .body("detail", containsString("/no/such/ca.pem"));
    }

    @Test
    void onlyRegisteredTargetsMayBeLoaded() {
        as("engineer")
                .body(bytes(YAML.replace("it-target", "example-com")))
                .put(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void writingNeedsTheEngineer() {
        as("viewer")
                .contentType("application/yaml")
                .body(bytes(YAML))
                .put(PATH)
                .then()
                .statusCode(403);
        given().contentType("application/yaml; charset=UTF-8")
                .body(bytes(YAML))
                .put(PATH)
                .then()
                .statusCode(401);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RequestSpecification as(String principal) {
        RequestSpecification request = given().header("Authorization", "Bearer " + principal + "-token");
        return principal.equals("engineer") ? request.contentType("application/yaml; charset=UTF-8") : request;
    }
}
