package io.belastbar.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.belastbar.service.testing.DeliverablesContract;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliverablesIT extends DeliverablesContract {

    private static final String LIST = "/api/v1/systems/{system}/deliverables";
    private static final String FILE = LIST + "/performance-budget-compliance.md";

    @Inject
    Pool pool;

    private final String known = "s-" + UUID.randomUUID();

    @Override
    protected String system() {
        as("engineer")
                .contentType("application/yaml")
                .body("pipelines: { pr: { target_duration: < 10min } }".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", known);
        return known;
    }

    @Test
    void theComplianceReportIsThereInBothFormsAndLanguages() {
        var system = system();

        as("viewer")
                .get(LIST + "?lang=de", system)
                .then()
                .body("items.path", contains("performance-budget-compliance.html", "performance-budget-compliance.md"))
                .body("items[1].title", equalTo("Einhaltung des Performance-Budgets"))
                .body(
                        "items[1].href",
                        equalTo("/api/v1/systems/" + system + "/deliverables/performance-budget-compliance.md"));
        as("viewer")
                .get(FILE + "?lang=de", system)
                .then()
                .body(containsString("Hält " + system + " seine Versprechen?"));
        as("auditor").get(FILE, system).then().body(containsString("Does " + system + " keep its promises?"));
        as("viewer")
                .get(LIST + "/performance-budget-compliance.html", system)
                .then()
                .body(containsString("<html lang=\"en\">"));
    }

    @Test
    void aPeriodIsHeldAgainstTheBudgetThatWasInForceThen() {
        var system = system();
        measure("2026-03-01T00:00:00Z", "9 min");
        as("engineer")
                .contentType("application/yaml")
                .body("pipelines: { pr: { target_duration: < 5min } }".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system);
        pool.query(
                        "UPDATE document SET updated_at = CASE version WHEN 1 THEN timestamptz '2026-02-01' ELSE '2026-04-01' END"
                                + " WHERE kind = 'budget' AND system = '" + system + "'")
                .executeAndAwait();

        as("viewer")
                .get(FILE + "?to=2026-03-01T12:00:00Z", system)
                .then()
                .body(containsString("Budget: version 1."))
                .body(containsString("No promise that was judged is broken."));
        measure("2026-05-01T00:00:00Z", "9 min");
        as("viewer")
                .get(FILE + "?to=2026-05-01T12:00:00Z", system)
                .then()
                .body(containsString("Budget: version 2."))
                .body(containsString("1 of 1 promises is broken."));
    }

    @Test
    void whatHappenedOutsideOfThePeriodDoesNotCount() {
        var system = system();
        measure("2026-03-01T00:00:00Z", "9 min");
        measure("2026-03-03T00:00:00Z", "12 min");

        as("viewer")
                .get(FILE + "?from=2026-02-28T00:00:00Z&to=2026-03-02T01:00:00%2B01:00", system)
                .then()
                .body(containsString("Period from: 28 Feb 2026, 00:00 UTC. As of: 2 Mar 2026, 00:00 UTC."))
                .body(containsString("No promise that was judged is broken."))
                .body(not(containsString("12 min")));
        as("viewer")
                .get(FILE + "?to=2026-03-04T00:00:00Z", system)
                .then()
                .body(containsString("1 of 1 promises is broken."))
                .body(not(containsString("Period from")));
        as("viewer")
                .get(FILE + "?from=2026-03-04T00:00:00Z&to=2026-03-05T00:00:00Z", system)
                .then()
                .body(containsString("No promise has been judged yet."));
    }

    @Test
    void withoutABudgetTheNextCommandIsNamed() {
        as("viewer")
                .get(LIST + "?lang=de", NOBODY_DESCRIBED)
                .then()
                .body("items[0].missing.reason", equalTo("es ist kein Budget hinterlegt"))
                .body("items[0].missing.command", equalTo("belastbar apply -f ORDNER"));
        assertThat(as("viewer").get(FILE, NOBODY_DESCRIBED).jsonPath().getString("detail"))
                .isEqualTo("no deliverable yet (no budget is stored: belastbar apply -f FOLDER)"
                        + " \"performance-budget-compliance.md\"");
    }

    @Test
    void aBudgetThatIsNoLongerReadIsAReasonToo() {
        var system = system();
        pool.preparedQuery("UPDATE document SET content = '\\x00ff'::bytea, understood = NULL WHERE system = $1")
                .executeAndAwait(Tuple.of(system));

        as("viewer")
                .get(LIST, system)
                .then()
                .body("items[0].missing.reason", containsString("is no longer read"))
                .body("items[0].missing.command", equalTo("belastbar apply -f FOLDER"));
        as("viewer").get(FILE, system).then().statusCode(404).body("detail", containsString("is no longer read"));
    }

    private void measure(String at, String value) {
        as("engineer")
                .contentType("application/json")
                .body("{\"subject\": \"pr\", \"metric\": \"duration\", \"at\": \"%s\", \"value\": \"%s\"}"
                        .formatted(at, value))
                .post("/api/v1/systems/{system}/measurements", known)
                .then()
                .statusCode(201);
    }
}
