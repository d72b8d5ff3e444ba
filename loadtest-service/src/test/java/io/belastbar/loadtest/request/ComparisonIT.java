package io.belastbar.loadtest.request;

import static io.belastbar.loadtest.request.LoadtestApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.belastbar.jobs.Await;
import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two real runs against each other. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class ComparisonIT {

    private static final String PATH = "/api/v1/test-run-comparisons";

    @Inject
    Pool pool;

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

    /** Imports, because a run of this machine's own counts only when the machine is not too busy. */
    @Test
    void theLastRunIsTheBaselineAndALimitIsRuledUpon() {
        String first = imported("gated", 25);
        Await.of(pool.preparedQuery("UPDATE test_run SET labels = '{\"branch\":\"main\"}' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(first))));
        String second = imported("gated", 26);
        String third = imported("gated", 50);

        Response last = as("viewer").get(PATH + "?failAbove=5%&baseline=last&runs=" + third);
        Response same = as("viewer").get(PATH + "?failAbove=5%&baseline=last&runs=" + second);
        Response main = as("viewer").get(PATH + "?baseline=label=branch=main&runs=" + third);
        Response named = as("viewer").get(PATH + "?relevant=50%&baseline=" + first + "&runs=" + third + "," + second);
        Response junit = as("viewer").get(PATH + ".xml?failAbove=5%&baseline=last&runs=" + third);

        assertThat(last.statusCode()).as(last.asString()).isEqualTo(200);
        assertThat(last.<String>path("baseline.runId")).isEqualTo(second);
        assertThat(last.<String>path("gate.decision")).isEqualTo("FAILED");
        assertThat(last.<String>path("gate.reasons[0].en")).contains("slower");
        assertThat(last.<Float>path("gate.failAbove")).isEqualTo(0.05f);
        assertThat(last.<Integer>path("comparisons[0].overall.method.earlierRuns"))
                .isEqualTo(2);
        assertThat(last.header("ETag")).isNotBlank();
        assertThat(same.<String>path("gate.decision")).isEqualTo("PASSED");
        assertThat(main.<String>path("baseline.runId")).isEqualTo(first);
        assertThat(main.<Object>path("gate")).isNull();
        assertThat(named.<String>path("baseline.runId")).isEqualTo(first);
        assertThat(named.<Integer>path("comparisons.size()")).isEqualTo(2);
        assertThat(named.<Float>path("comparisons[0].overall.method.relevantChange"))
                .isEqualTo(0.5f);
        assertThat(junit.contentType()).startsWith("application/xml");
        assertThat(junit.asString()).contains("no run is worse", "<failure");
    }

    /** A JTL of half a minute whose answers took about so many milliseconds. */
    private static String imported(String system, int millis) {
        StringBuilder jtl = new StringBuilder(
                "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n");
        for (int request = 0; request < 600; request++) {
            jtl.append(1_795_690_460_000L + request * 50L)
                    .append(',')
                    .append(millis + request % 7)
                    .append(",GET /fast,200,OK,tg 1-1,true,200,100,1,1,http://x,25,0,1\n");
        }
        String location = as("engineer")
                .contentType("application/octet-stream")
                .body(jtl.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/systems/" + system + "/test-run-imports?format=jmeter&scenario=nightly")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    void aFirstRunHasNothingToBeComparedWith() {
        String only = imported("fresh", 25);

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
    void aPullRequestIsJudgedAgainstTheNewestRunOfMainOnItsTestbed() {
        imported("branches", 25);
        labelled(imported("branches", 26), "{\"branch\":\"master\"}");
        String main = labelled(imported("branches", 25), "{\"branch\":\"refs/heads/main\"}");
        labelled(imported("branches", 50), "{\"branch\":\"feature/other\"}");
        labelled(imported("branches", 50), "{\"branch\":\"main\",\"testbed\":\"staging\"}");
        String slower = labelled(imported("branches", 50), "{\"branch\":\"feature/faster\"}");
        String same = labelled(imported("branches", 26), "{\"branch\":\"feature/faster\",\"testbed\":\"default\"}");

        Response worse = as("viewer").get(PATH + "?failAbove=5%&baseline=branch=main&runs=" + slower);
        Response noWorse = as("viewer").get(PATH + "?failAbove=5%&baseline=branch=origin/main&runs=" + same);
        Response none = as("viewer").get(PATH + "?failAbove=5%&baseline=branch=release/1&runs=" + same);

        assertThat(worse.<String>path("baseline.runId")).as(worse.asString()).isEqualTo(main);
        assertThat(worse.<String>path("gate.decision")).isEqualTo("FAILED");
        assertThat(worse.<Integer>path("comparisons[0].overall.method.earlierRuns"))
                .as("those of main on this testbed")
                .isEqualTo(3);
        assertThat(noWorse.<String>path("baseline.runId")).isEqualTo(main);
        assertThat(noWorse.<String>path("gate.decision")).isEqualTo("PASSED");
        assertThat(none.<String>path("gate.decision")).isEqualTo("NO_BASELINE");
        assertThat(none.<String>path("gate.reasons[0].en")).contains("belastbar run SCENARIO.yml --branch release/1");
    }

    /** Main may be measured after the pull request was; a run of main is judged by what was before it. */
    @Test
    void runsOfMainAreComparedWithEarlierOnesAndOthersWithTheNewest() {
        String before = labelled(imported("order", 25), "{\"branch\":\"main\"}");
        String branch = labelled(imported("order", 25), "{\"branch\":\"feature\"}");
        String main = imported("order", 26);
        String newest = imported("order", 25);

        assertThat(baseline(branch)).isEqualTo(newest);
        assertThat(baseline(main)).isEqualTo(before);
        assertThat(as("viewer")
                        .get("/api/v1/systems/order/test-runs?branch=main&scenario=nightly")
                        .<List<String>>path("items.runId"))
                .containsExactly(newest, main, before);
        assertThat(as("viewer")
                        .get("/api/v1/systems/order/test-runs?branch=feature&limit=1")
                        .<List<String>>path("items.runId"))
                .containsExactly(branch);
        assertThat(as("viewer")
                        .get("/api/v1/systems/order/test-runs?testbed=staging")
                        .<List<String>>path("items.runId"))
                .isEmpty();
    }

    private static String baseline(String run) {
        return as("viewer").get(PATH + "?baseline=branch=main&runs=" + run).path("baseline.runId");
    }

    private String labelled(String run, String labels) {
        Await.of(pool.preparedQuery("UPDATE test_run SET labels = $2::text::jsonb WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(run), labels)));
        return run;
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
        return LoadtestApi.finished(LoadtestApi.started("compared")).path("runId");
    }
}
