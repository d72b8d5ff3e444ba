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

    @Test
    void theLastRunIsTheBaselineAndALimitIsRuledUpon() {
        LoadtestApi.store("gated", "it-target", SHORT);
        String first = finishedRun("gated", "{\"branch\":\"main\"}");
        String second = finishedRun("gated", "{\"branch\":\"other\"}");
        String third = finishedRun("gated", "{}");

        Response last = as("viewer").get(PATH + "?failAbove=5%&baseline=last&runs=" + third);
        Response main = as("viewer").get(PATH + "?baseline=label=branch=main&runs=" + third);
        Response named = as("viewer").get(PATH + "?relevant=50%&baseline=" + first + "&runs=" + third + "," + second);
        Response junit = as("viewer").get(PATH + ".xml?failAbove=5%&baseline=last&runs=" + third);

        assertThat(last.statusCode()).as(last.asString()).isEqualTo(200);
        assertThat(last.<String>path("baseline.runId")).isEqualTo(second);
        assertThat(last.<String>path("gate.decision")).isIn("PASSED", "FAILED");
        assertThat(last.<Float>path("gate.failAbove")).isEqualTo(0.05f);
        assertThat(last.header("ETag")).isNotBlank();
        assertThat(main.<String>path("baseline.runId")).isEqualTo(first);
        assertThat(main.<Object>path("gate")).isNull();
        assertThat(named.<String>path("baseline.runId")).isEqualTo(first);
        assertThat(named.<Integer>path("comparisons.size()")).isEqualTo(2);
        assertThat(named.<Float>path("comparisons[0].overall.method.relevantChange"))
                .isEqualTo(0.5f);
        assertThat(named.<Integer>path("comparisons[0].overall.method.earlierRuns"))
                .isOne();
        assertThat(junit.contentType()).startsWith("application/xml");
        assertThat(junit.asString()).contains("no run is worse");
    }

    @Test
    void aFirstRunHasNothingToBeComparedWith() {
        LoadtestApi.store("fresh", "it-target", SHORT);
        String only = finishedRun("fresh", "{}");

        Response answer = as("viewer").get(PATH + "?failAbove=5%&baseline=last&runs=" + only);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Object>path("baseline")).isNull();
        assertThat(answer.<String>path("gate.decision")).isEqualTo("NO_BASELINE");
        assertThat(answer.<String>path("gate.reasons[0].en")).contains("(last)");
        assertThat(as("viewer").get(PATH + ".xml?baseline=last&runs=" + only).asString())
                .contains("<skipped");
        as("viewer").get(PATH + ".html?baseline=last&runs=" + only).then().statusCode(404);
        as("viewer").get(PATH + "?baseline=" + only + "&runs=" + only).then().statusCode(400);
    }

    @Test
    void whatIsNoBaselineAndNoShareIsRefusedWithTheRule() {
        String unknown = UUID.randomUUID().toString();

        as("viewer")
                .get(PATH + "?baseline=newest&runs=" + unknown)
                .then()
                .statusCode(400)
                .body(containsString("label=NAME=VALUE"));
        as("viewer").get(PATH + "?baseline=label=main&runs=" + unknown).then().statusCode(400);
        as("viewer")
                .get(PATH + "?failAbove=fast&baseline=last&runs=" + unknown)
                .then()
                .statusCode(400);
        as("viewer")
                .get(PATH + "?relevant=150%&baseline=last&runs=" + unknown)
                .then()
                .statusCode(400)
                .body(containsString("as in 5%"));
        as("viewer").get(PATH + "?baseline=last").then().statusCode(400).body(containsString("one to 9"));
    }

    private static String finishedRun() {
        return finishedRun("compared", "{}");
    }

    private static String finishedRun(String system, String labels) {
        String location = as("engineer")
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"scenario\":\"it\",\"labels\":" + labels + "}")
                .post("/api/v1/systems/" + system + "/test-runs")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return LoadtestApi.finished(location).path("runId");
    }
}
