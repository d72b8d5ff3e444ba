package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComplianceIT {

    private static final String REPORT = "/api/v1/systems/{system}/reports/performance-budget-compliance";

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void promisesThatWereNeverJudgedAreListed() {
        store("pipelines: { pr: { target_duration: < 10min } }");

        as("viewer")
                .get(REPORT + ".json", system)
                .then()
                .statusCode(200)
                .body("promises", hasSize(1))
                .body("counts.NO_DATA", equalTo(1))
                .body("budgetChangedBy", equalTo("engineer"));
        as("viewer")
                .get(REPORT + ".md?lang=de", system)
                .then()
                .statusCode(200)
                .contentType("text/markdown;charset=UTF-8")
                .body(containsString("Noch ist kein Versprechen beurteilt."));
    }

    @Test
    void aMeasurementIsHeldAgainstItsPromise() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        as("engineer")
                .contentType("application/json")
                .body("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"12 min\"}")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);

        as("auditor")
                .get(REPORT + ".html", system)
                .then()
                .statusCode(200)
                .body(containsString("1 of 1 promises is broken."));
    }

    @Test
    void aKnownReportIsNotSentAgain() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        var etag = as("viewer").get(REPORT, system).header("ETag");

        as("viewer").header("If-None-Match", etag).get(REPORT, system).then().statusCode(304);
    }

    @Test
    void withoutBudgetTheNextCommandIsNamed() {
        as("viewer").get(REPORT, system).then().statusCode(404).body("detail", containsString("belastbar apply"));
    }

    @Test
    void theFormIsThatOfTheAddressOrOfTheParameterOrWhatIsAcceptable() {
        store("pipelines: { pr: { target_duration: < 10min } }");

        as("viewer").accept("text/html").get(REPORT, system).then().contentType(startsWith("text/html"));
        as("viewer").accept("text/html").get(REPORT + ".md", system).then().contentType(startsWith("text/markdown"));
        as("viewer").get(REPORT + "?format=md", system).then().contentType(startsWith("text/markdown"));
        as("viewer").get(REPORT, system).then().contentType(startsWith("application/json"));
        as("viewer")
                .get(REPORT + "?format=pdf", system)
                .then()
                .statusCode(400)
                .body("errors[0].rule", equalTo("must be one of json, md, html"));
    }

    @Test
    void timesStandInTheZoneOfTheSystem() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        as("viewer").get(REPORT + ".md", system).then().body(containsString(" UTC"));

        as("engineer")
                .contentType("application/yaml")
                .body(("system: " + system + "\nzone: Asia/Kolkata\ntargets: { http: shop-api }\n")
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}", system)
                .then()
                .statusCode(201);

        as("viewer").get(REPORT + ".md", system).then().body(containsString(" IST"));
    }

    @Test
    void anotherLanguageIsRefused() {
        as("viewer")
                .get(REPORT + ".md?lang=fr", system)
                .then()
                .statusCode(400)
                .body("errors[0].rule", containsString("de or en"));
    }

    private void store(String budget) {
        as("engineer")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
