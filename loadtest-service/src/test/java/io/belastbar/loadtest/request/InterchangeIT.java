package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes from other load testers and what goes to them. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class InterchangeIT {

    private static final String JTL = """
            timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,sentBytes,allThreads,URL
            1767225600100,187,Home,200,OK,Users 1-1,text,true,5120,312,2,http://shop.example/
            1767225600250,47,Login,500,Fault,Users 1-2,text,false,812,402,2,http://shop.example/login
            1767225602010,90,Home,200,OK,Users 1-1,text,true,5120,312,2,http://shop.example/
            """;
    private static final int ABOVE_64_MB = (64 << 20) + 1;

    @Test
    void whatJMeterMeasuredBecomesAFinishedRunThatIsPublished() {
        String key = UUID.randomUUID().toString();
        String location = send("shop", "jmeter", JTL, key)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");

        send("shop", "jmeter", JTL, key).then().statusCode(201).header("Location", equalTo(location));
        send("shop", "jmeter", JTL + "\n", key).then().statusCode(422);
        LoadtestApi.as("viewer")
                .get(location)
                .then()
                .statusCode(200)
                .body("state", equalTo("FINISHED"))
                .body("verdict", equalTo("PASSED"))
                .body("scenario", equalTo("Nightly"))
                .body("scenarioVersion", equalTo(0))
                .body("provenance.engine", equalTo("jmeter"))
                .body("startedAt", startsWith("2026-01-01T00:00:00"))
                .body("steps[0].name", equalTo("Home"))
                .body("steps[0].requests", equalTo(2))
                .body("steps[1].errors", equalTo(1))
                .body("requestedBy", equalTo("engineer"));
        LoadtestApi.as("viewer").get("/api/v1/systems/shop/test-runs").then().body("items.size()", equalTo(1));
        String runId = location.substring(location.lastIndexOf('/') + 1);
        assertThat(LoadtestApi.published(runId)).containsExactly("test-run.finished.v1");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsPlaceAndStoresNothing() {
        LoadtestApi.as("viewer")
                .contentType("application/octet-stream")
                .body(JTL.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/systems/none/test-run-imports?format=jmeter&scenario=a")
                .then()
                .statusCode(403);
        send("none", "locust", JTL, null).then().statusCode(400).body("errors[0].pointer", equalTo("format"));
        send("none", "jmeter", JTL.replace("187", "fast"), null)
                .then()
                .statusCode(400)
                .body("errors[0].line", equalTo(2))
                .body("errors[0].received", equalTo("fast"));
        send("none", "auto", "neither", null).then().statusCode(400);
        LoadtestApi.as("viewer").get("/api/v1/systems/none/test-runs").then().body("items.size()", equalTo(0));
    }

    @Test
    void answerSaysWhatTheFileWasTakenForAndSaysItAgain() {
        String key = UUID.randomUUID().toString();
        String first = send("told", "auto", JTL, key)
                .then()
                .statusCode(201)
                .body("tool", equalTo("jmeter"))
                .body("format", equalTo("jmeter"))
                .body("readAs", containsString("JTL as CSV"))
                .body("requests", equalTo(3))
                .body("notes", hasItem(containsString("which was told from its content")))
                .extract()
                .asString();

        assertThat(send("told", "auto", JTL, key).asString()).isEqualTo(first);
    }

    @Test
    void unitIsTakenWhereTheFormatHasNoneAndRefusedWhereItHas() {
        String table = """
                       Value     Percentile TotalCount 1/(1-Percentile)

                       5000.000 0.000000000000          1           1.00
                      20000.000 1.000000000000         10
                """;
        send("units", "auto&unit=us", table, null)
                .then()
                .statusCode(201)
                .body("notes", hasItem(containsString("taken as microseconds")));
        send("units", "auto&unit=us", JTL, null).then().statusCode(400).body("errors[0].pointer", equalTo("unit"));
        send("units", "auto&unit=weeks", table, null).then().statusCode(400).body("errors[0].pointer", equalTo("unit"));
    }

    @Test
    void fileOfAnotherToolIsCalledByItsName() {
        send("none", "auto", "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", null)
                .then()
                .statusCode(400)
                .body("detail", containsString("a Prometheus answer"));
        send("none", "auto", "", null).then().statusCode(400).body("detail", containsString("is empty"));
    }

    @Test
    void aFileAboveTheLimitIsRefusedWhetherItsLengthIsSaidOrNot() throws Exception {
        byte[] large = new byte[ABOVE_64_MB];
        List<Path> before = importFiles();

        assertTooLarge("/api/v1/systems/none/test-run-imports?format=jmeter&scenario=a", said(large));
        assertTooLarge("/api/v1/systems/none/test-run-imports?format=jmeter&scenario=a", unsaid(large));
        assertTooLarge("/api/v1/systems/none/test-runs", said(new byte[11 << 20]));
        assertTooLarge("/api/v1/systems/none/test-runs", unsaid(new byte[11 << 20]));
        // Other processes keep theirs here too, for as long as they read them.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> importFiles().stream().allMatch(before::contains));
    }

    private static List<Path> importFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("belastbar-import-"))
                    .toList();
        }
    }

    @Test
    void aScenarioIsExportedForK6AndHyperfoil() {
        LoadtestApi.store("exported", "it-target", "[ { duration: 1s, target: 1 } ]");
        String exports = "/api/v1/systems/exported/scenarios/it/exports/";

        String etag = LoadtestApi.as("viewer")
                .get(exports + "k6")
                .then()
                .statusCode(200)
                .contentType("text/javascript;charset=utf-8")
                .header("Content-Disposition", equalTo("attachment; filename=\"it.js\""))
                .body(containsString("import http from 'k6/http'"))
                .extract()
                .header("ETag");
        LoadtestApi.as("viewer")
                .header("If-None-Match", etag)
                .get(exports + "k6")
                .then()
                .statusCode(304);
        String benchmark = LoadtestApi.as("viewer")
                .get(exports + "hyperfoil")
                .then()
                .statusCode(200)
                .contentType("application/yaml;charset=utf-8")
                .header("Content-Disposition", equalTo("attachment; filename=\"it.hf.yaml\""))
                .extract()
                .asString();
        assertThat(benchmark).contains("phases:").contains("http://127.0.0.1:");
        LoadtestApi.as("viewer").get(exports + "locust").then().statusCode(404);
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/exported/scenarios/none/exports/k6")
                .then()
                .statusCode(404);
    }

    @Test
    void aDocumentIsExportedWithoutBeingStored() {
        String http = "scenario: loose\ntarget: it-target\nload: { users: 1, duration: 1s }\n"
                + "steps: [ { name: home, request: GET / } ]\n";
        String sql =
                http.replace("target: it-target", "database: it-target").replace("request: GET /", "sql: SELECT 1");

        for (String tool : new String[] {"k6", "hyperfoil"}) {
            export("engineer", tool, http)
                    .statusCode(200)
                    .header("Content-Disposition", startsWith("attachment; filename=\"loose."));
            export("engineer", tool, sql)
                    .statusCode(400)
                    .body("errors[0].rule", equalTo("the SQL step 'home' can be run by Belastbar only"));
            export("engineer", tool, http.replace("it-target", "nobody")).statusCode(403);
            export("engineer", tool, "scenario: [").statusCode(400).body("errors[0].line", equalTo(1));
            export("viewer", tool, http).statusCode(403);
        }
        export("engineer", "locust", http).statusCode(404);
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/unstored/scenarios")
                .then()
                .body("items.size()", equalTo(0));
    }

    private static ValidatableResponse export(String principal, String tool, String document) {
        return LoadtestApi.as(principal)
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/systems/unstored/exports/" + tool)
                .then();
    }

    private static Response send(String system, String format, String body, String key) {
        var request = LoadtestApi.as("engineer")
                .contentType("application/octet-stream")
                .body(body.getBytes(StandardCharsets.UTF_8));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/systems/" + system + "/test-run-imports?format=" + format + "&scenario=Nightly");
    }

    private static HttpRequest.BodyPublisher said(byte[] body) {
        return HttpRequest.BodyPublishers.ofByteArray(body);
    }

    private static HttpRequest.BodyPublisher unsaid(byte[] body) {
        return HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static void assertTooLarge(String path, HttpRequest.BodyPublisher body) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(statusOf(path, body)).isEqualTo(413));
    }

    /** 0 where the connection was closed while the body was sent, which who sends may hear of before the answer. */
    private static int statusOf(String path, HttpRequest.BodyPublisher body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer engineer-token")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(body)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (HttpTimeoutException late) {
            throw new AssertionError(late);
        } catch (IOException closed) {
            return 0;
        }
    }
}
