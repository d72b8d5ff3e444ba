package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.profiling.checkup.DatabaseChecks;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doors of the checks, and the findings that they register. */
@QuarkusTest
class DatabaseChecksDoorIT {
    private final String system = "c" + UUID.randomUUID().toString().substring(0, 8);
    private final String path = "/api/v1/systems/" + system + "/database-checks";

    @BeforeEach
    void createSample() throws Exception {
        SampleDatabase.create();
        Api.describe(system, "smartbav-db");
    }

    @Test
    void whatWasSeenLastIsThereUntilTheNextCheck() {
        viewer().get(path).then().statusCode(200).body("checks", empty()).body("target", equalTo("smartbav-db"));
        viewer().get(path + "?format=md&lang=de").then().body(containsString("noch nicht geprüft"));

        engineer()
                .noContentType()
                .post(path)
                .then()
                .statusCode(200)
                .body("checks", hasSize(DatabaseChecks.all().size()))
                .body("checks.check", hasItems("dead-rows", "connections"))
                .body("checks.summary", not(hasItem("Not checked")));
        viewer().get(path)
                .then()
                .statusCode(200)
                .body("checks", hasSize(DatabaseChecks.all().size()));
        viewer().get(path + "?format=md&lang=en")
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .body(containsString("## connections"));
        viewer().accept("text/html").get(path).then().statusCode(200).body(containsString("<h2>connections</h2>"));
    }

    @Test
    void whatIsWrongIsAFindingWithItsNumber() throws Exception {
        SampleDatabase.asOwner("DROP TABLE IF EXISTS dead");
        SampleDatabase.asOwner("CREATE TABLE dead (id int) WITH (autovacuum_enabled = off)");
        SampleDatabase.asOwner("INSERT INTO dead SELECT generate_series(1, 5000)");
        // In one session: another one would wait for nothing of what this one counted.
        SampleDatabase.asOwner("DELETE FROM dead; SELECT pg_stat_force_next_flush()");
        var answer =
                engineer().noContentType().post(path + "?only=dead-rows").then().statusCode(200);

        answer.body("checks", hasSize(1)).body("checks[0].problems.subject", hasItem("public.dead"));
        String number = answer.extract()
                .jsonPath()
                .getString("checks[0].problems.find { it.subject == 'public.dead' }.finding");
        assertThat(number).startsWith("PE-");
        viewer().get("/api/v1/findings/" + number).then().statusCode(200).body("system", equalTo(system));
        SampleDatabase.asOwner("DROP TABLE dead");
    }

    @Test
    void whatCannotBeCheckedIsRefusedWithTheReason() {
        engineer()
                .noContentType()
                .post(path + "?only=nonsense")
                .then()
                .statusCode(400)
                .body("errors[0].rule", containsString("must be one of"))
                .body("errors[0].rule", containsString("dead-rows"));
        viewer().noContentType().post(path).then().statusCode(403);
        engineer()
                .noContentType()
                .post("/api/v1/systems/nothing/database-checks")
                .then()
                .statusCode(404);
        viewer().get("/api/v1/systems/nothing/database-checks").then().statusCode(404);
        Api.describe(system, "gone-db");
        engineer().noContentType().post(path).then().statusCode(503).header("Retry-After", not(nullValue()));
    }
}
