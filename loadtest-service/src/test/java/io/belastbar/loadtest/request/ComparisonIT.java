package io.belastbar.loadtest.request;

import static io.belastbar.loadtest.request.LoadtestApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two real runs against each other. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class ComparisonIT {

    private static final String PATH = "/api/v1/test-run-comparisons";
    private static final String SHORT = "[ { duration: 3s, target: 4 } ]";

    @Test
    void finishedRunsAreComparedAlwaysWithTheSameResult() {
        LoadtestApi.store("compared", "it-target", SHORT);
        String runs = finishedRun() + "," + finishedRun();

        Response first = as("viewer").get(PATH + "?runs=" + runs);
        Response again =
                as("viewer").header("If-None-Match", first.header("ETag")).get(PATH + "?runs=" + runs);
        Response page = as("viewer").get(PATH + ".html?lang=de&runs=" + runs);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.<String>path("baseline.scenario")).isEqualTo("it");
        assertThat(first.<Integer>path("comparisons[0].overall.baselineRequests"))
                .isPositive();
        assertThat(first.<String>path("comparisons[0].overall.verdict.de")).isNotBlank();
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body().asString()).contains("Vergleich von Testläufen").doesNotContain("<script");
    }

    @Test
    void oneRunAndUnknownRunsAreRefused() {
        String unknown = UUID.randomUUID().toString();

        as("viewer").get(PATH + "?runs=" + unknown).then().statusCode(400).body(containsString("two to 10"));
        as("viewer").get(PATH).then().statusCode(400);
        as("viewer")
                .get(PATH + "?runs=" + unknown + "," + UUID.randomUUID())
                .then()
                .statusCode(404);
        as("viewer").get(PATH + ".html?lang=fr&runs=" + unknown).then().statusCode(400);
    }

    private static String finishedRun() {
        return LoadtestApi.finished(LoadtestApi.started("compared")).path("runId");
    }
}
