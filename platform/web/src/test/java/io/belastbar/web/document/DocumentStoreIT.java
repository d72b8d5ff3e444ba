package io.belastbar.web.document;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentStoreIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PLAN = "/api/v1/systems/{system}/plans/{name}";
    private static final String VERSIONS = PLAN + "/versions";

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();

    @AfterEach
    void readAllAgain() {
        PlanKind.refused = null;
    }

    @Test
    void aDocumentComesBackByteForByte() {
        var sent = "\uFEFF# größer ☃\r\ntitle:   one   # kept\n\n\n";

        var etag = put(sent).then().statusCode(201).extract().header("ETag");

        var read = as("viewer").accept("application/yaml").get(PLAN, system, "p");
        assertThat(read.asByteArray()).isEqualTo(sent.getBytes(StandardCharsets.UTF_8));
        assertThat(read.header("ETag")).isEqualTo(etag);
    }

    @Test
    void documentsAreReadOffTheEventLoop() {
        put("title: one").then().statusCode(201);
        assertThat(PlanKind.readOn).isNotNull().doesNotContain("eventloop");

        sql("UPDATE document SET understood = NULL WHERE system = '%s'".formatted(system));
        PlanKind.readOn = null;
        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .statusCode(200);
        assertThat(PlanKind.readOn).isNotNull().doesNotContain("eventloop");

        PlanKind.readOn = null;
        as("engineer").post(VERSIONS + "/1/rollback", system, "p").then().statusCode(200);
        assertThat(PlanKind.readOn).isNotNull().doesNotContain("eventloop");
    }

    @Test
    void anIdenticalDocumentMakesNoNewVersion() {
        put("title: one").then().statusCode(201).body("version", equalTo(1));

        put("title: one").then().statusCode(200).body("version", equalTo(1));
        put("title: one # said").then().statusCode(200).body("version", equalTo(2));
        put("title: one").then().statusCode(200).body("version", equalTo(3));
        as("viewer").get(VERSIONS, system, "p").then().body("items.version", contains(3, 2, 1));
    }

    @Test
    void theSameTextThatIsUnderstoodOtherwiseByNowIsANewVersion() {
        put("title: one");
        sql("UPDATE document SET understood = '{\"title\":\"another\"}' WHERE system = '%s'".formatted(system));

        put("title: one").then().statusCode(200).body("version", equalTo(2));
        put("title: one").then().statusCode(200).body("version", equalTo(2));
    }

    @Test
    void ofManyWritersAtOnceNoneIsLost() {
        var writes = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> put("title: t" + i), Thread::startVirtualThread))
                .toList();

        var versions = writes.stream()
                .map(write -> write.orTimeout(5, TimeUnit.MINUTES).join())
                .map(answer -> answer.then().extract().<Integer>path("version"))
                .toList();

        assertThat(versions).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        var texts = new ArrayList<String>();
        versions.forEach(version -> texts.add(text(version)));
        assertThat(texts)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 12).mapToObj(i -> "title: t" + i).toList());
    }

    @Test
    void ofTwoWritersWhoReadTheSameOneIsRefused() {
        var etag = put("title: one").header("ETag");

        var codes = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> putting()
                                .header("If-Match", etag)
                                .body(bytes("title: t" + i))
                                .put(PLAN, system, "p")
                                .statusCode(),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .map(write -> write.orTimeout(5, TimeUnit.MINUTES).join())
                .toList();

        assertThat(codes).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void theTagOfAViewGuardsAWriteToo() {
        put("title: one");
        var view = as("viewer").accept("application/json").get(VERSIONS + "/1", system, "p");

        assertThat(view.header("ETag")).endsWith("-json\"");
        putting()
                .header("If-Match", view.header("ETag"))
                .body(bytes("title: two"))
                .put(PLAN, system, "p")
                .then()
                .statusCode(200);
        putting()
                .header("If-Match", view.header("ETag"))
                .body(bytes("title: three"))
                .put(PLAN, system, "p")
                .then()
                .statusCode(412);
    }

    @Test
    void threeHundredVersionsAreListedPageByPage() {
        sql("""
                INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
                SELECT 'plan', '%s', 'p', n, convert_to('title: t' || n, 'UTF8'), md5(n::text), now(), 'test'
                  FROM generate_series(1, 300) AS n""".formatted(system));

        var first =
                as("viewer").get(VERSIONS + "?limit=200", system, "p").then().body("items", hasSize(200));
        var cursor = first.extract().<String>path("nextCursor");
        as("viewer")
                .get(VERSIONS + "?limit=200&cursor=" + cursor, system, "p")
                .then()
                .body("items", hasSize(100))
                .body("items[99].version", equalTo(1))
                .body("nextCursor", nullValue());
        put("title: next").then().body("version", equalTo(301));
    }

    @Test
    void whoWhenAndWhyAreKept() {
        putting()
                .header("X-Change-Reason", "UTF-8''gr%C3%B6%C3%9Fer+2")
                .header("X-File-Name", "p.yml")
                .body(bytes("title: one"))
                .put(PLAN, system, "p");

        as("viewer")
                .get(VERSIONS, system, "p")
                .then()
                .body("items[0].reason", equalTo("größer+2"))
                .body("items[0].fileName", equalTo("p.yml"))
                .body("items[0].updatedBy", equalTo("engineer"))
                .body("items[0].updatedAt", notNullValue());
        assertThat(text("SELECT detail FROM audit_log WHERE subject = '%s'".formatted(system)))
                .contains("p, version 1", "größer+2");
    }

    @Test
    void aReasonIsShortAndPlain() {
        putting()
                .header("X-Change-Reason", "x".repeat(256))
                .body(bytes("title: one"))
                .put(PLAN, system, "p")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("X-Change-Reason"));
        putting()
                .header("X-Change-Reason", "UTF-8''a%0Ab")
                .body(bytes("title: one"))
                .put(PLAN, system, "p")
                .then()
                .statusCode(400);
        putting()
                .header("X-Change-Reason", "UTF-8''a%zz")
                .body(bytes("title: one"))
                .put(PLAN, system, "p")
                .then()
                .statusCode(400);
    }

    @Test
    void controlCharactersAndOtherBytesThanUtf8AreRefused() {
        put("title: a\0b").then().statusCode(400).body("errors[0].rule", containsString("U+0000"));
        put("title: one\n# \u0007").then().statusCode(400).body("errors[0].line", equalTo(2));
        put("title: \"a\\0b\"").then().statusCode(400);
        // REST Assured says ISO-8859-1 where nothing is said, and every byte is a character there.
        putting()
                .contentType("application/yaml;charset=utf-8")
                .body(new byte[] {(byte) 0xff, (byte) 0xff})
                .put(PLAN, system, "p")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
        as("viewer").get(VERSIONS, system, "p").then().statusCode(404);
    }

    @Test
    void aHugeDocumentIsRefusedAndOneAtTheLimitIsNot() {
        put("title: one\n#" + "x".repeat(100_000)).then().statusCode(413);
        put("title: one\n#" + "x".repeat(99_988)).then().statusCode(201);
    }

    @Test
    void whatAStricterReaderRefusesIsReadAsItWasUnderstood() {
        put("title: one");
        put("title: two");
        PlanKind.refused = "one";

        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .statusCode(200)
                .body("understood.title", equalTo("one"))
                .body("understood.tags", contains("a", "b", "c", "one"))
                .body("understood.steps.'@type'", contains("Wait", "Call"))
                .body("understood.steps[0].duration", equalTo("PT1M30S"))
                .body("unread", nullValue());
        put("title: one").then().statusCode(400);
        rollBack(1).then().statusCode(200).body("version", equalTo(3));
    }

    @Test
    void whatWasStoredBeforeIsReadTodayAndKeptWhenItIsSentAgain() {
        put("title: one");
        forgetWhatWasUnderstood();

        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .body("understood.title", equalTo("one"));
        put("title: one").then().statusCode(200).body("version", equalTo(1));
        PlanKind.refused = "one";
        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .body("understood.title", equalTo("one"));
    }

    @Test
    void whatIsNoLongerReadKeepsItsTextAndNamesTheCommand() {
        put("title: one");
        forgetWhatWasUnderstood();
        PlanKind.refused = "one";

        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .statusCode(200)
                .body("document.version", equalTo(1))
                .body("unread", containsString("belastbar apply -f"))
                .body("unread", containsString("line 1 must be another one by now"))
                .body("understood", nullValue());
        assertThat(text(1)).isEqualTo("title: one");
        as("viewer").get(VERSIONS, system, "p").then().body("items", hasSize(1));
        rollBack(1).then().statusCode(409).body("detail", containsString("belastbar apply -f"));
    }

    @Test
    void aFormThatTodaysTypesCannotHoldIsReadFromTheText() {
        put("title: one");
        sql("UPDATE document SET understood = '{\"title\":[],\"steps\":[{\"@type\":\"Gone\"}]}' WHERE system = '%s'"
                .formatted(system));

        as("viewer")
                .accept("application/json")
                .get(VERSIONS + "/1", system, "p")
                .then()
                .body("understood.title", equalTo("one"));
    }

    @Test
    void aRollbackOfARollbackBringsBackWhatWasBefore() {
        put("title: one");
        put("title: two");

        rollBack(1).then().statusCode(200).body("version", equalTo(3)).body("reason", equalTo("back to version 1"));
        assertThat(text(3)).isEqualTo("title: one");
        rollBack(2).then().body("version", equalTo(4));
        assertThat(text(4)).isEqualTo("title: two");
        rollBack(3).then().body("version", equalTo(5));
        assertThat(text(5)).isEqualTo("title: one");
        rollBack(1).then().body("version", equalTo(5));
        rollBack(9).then().statusCode(404);
        as("viewer").post(VERSIONS + "/1/rollback", system, "p").then().statusCode(403);
        as("engineer")
                .header("If-Match", "\"other\"")
                .post(VERSIONS + "/2/rollback", system, "p")
                .then()
                .statusCode(412);
    }

    @Test
    void whatWasTakenAwayComesBackByARollback() {
        put("title: one");
        as("engineer").delete(PLAN, system, "p").then().statusCode(204);

        as("viewer").get(PLAN, system, "p").then().statusCode(404);
        as("viewer").get(VERSIONS, system, "p").then().body("items.removed", contains(true, false));
        as("viewer")
                .accept("text/plain")
                .get(VERSIONS + "/2", system, "p")
                .then()
                .statusCode(404);
        as("engineer").delete(PLAN, system, "p").then().statusCode(404);
        rollBack(1).then().body("version", equalTo(3));
        as("viewer").get(PLAN, system, "p").then().statusCode(200);
    }

    @Test
    void aDiffShowsTheLinesThatChangedAndWhoChangedThem() {
        put("title: one\n# same\n");
        put("title: two\n# same\n");
        put("title: three\n# same\n");

        as("viewer")
                .get(VERSIONS + "/diff", system, "p")
                .then()
                .statusCode(200)
                .body("from", equalTo(2))
                .body("to", equalTo(3))
                .body("versions.version", contains(3))
                .body("diff", containsString("-title: two\n+title: three\n # same"));
        as("viewer")
                .get(VERSIONS + "/diff?from=1&to=2", system, "p")
                .then()
                .body("diff", containsString("-title: one\n+title: two\n"))
                .body("versions.updatedBy", contains("engineer"));
        as("viewer").get(VERSIONS + "/diff?from=1&to=1", system, "p").then().body("diff", equalTo(""));
        as("viewer").get(VERSIONS + "/diff?from=7", system, "p").then().statusCode(404);
        as("viewer").get(VERSIONS + "/diff?from=1&to=99", system, "p").then().statusCode(404);
    }

    @Test
    void withoutPostgresqlReadsAndWritesAreUnavailable() {
        put("title: one");
        TestInfrastructure.current().postgres().stop();
        try {
            putOnce("title: two").then().statusCode(503).header("Retry-After", notNullValue());
            as("viewer").get(VERSIONS, system, "p").then().statusCode(503).header("Retry-After", notNullValue());
        } finally {
            TestInfrastructure.current().postgres().start();
        }
        await().atMost(PATIENCE)
                .until(() -> as("viewer").get(VERSIONS, system, "p").statusCode() == 200);
        put("title: two").then().statusCode(200).body("version", equalTo(2));
    }

    @Test
    void theDescriptionOfTheApiNamesWhatAnAddressHas() {
        assertThat(parameters("/plans/{name}/versions", "get")).contains("system", "name", "limit", "cursor");
        assertThat(parameters("/plans/{name}/versions/{version}/rollback", "post"))
                .contains("system", "name", "version", "X-Change-Reason", "If-Match");
        assertThat(parameters("/versions", "get")).contains("system").doesNotContain("name");
    }

    private static List<String> parameters(String address, String method) {
        var path = given().accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath()
                .setRootPath("paths.'/api/v1/systems/{system}" + address + "'");
        var names = new ArrayList<String>(path.getList(method + ".parameters.name"));
        names.addAll(path.getList("parameters.name", String.class));
        return names;
    }

    @Test
    void theOnlyDocumentOfAKindHasVersionsToo() {
        var path = "/api/v1/systems/{system}";
        for (var target : List.of("shop-db", "other-db", "shop-db")) {
            putting()
                    .body(bytes("system: %s\ntargets: { postgresql: %s }\n".formatted(system, target)))
                    .put(path, system)
                    .then()
                    .body("targets", equalTo(1));
        }

        as("viewer").get(path + "/versions", system).then().body("items.version", contains(3, 2, 1));
        as("engineer").post(path + "/versions/2/rollback", system).then().body("version", equalTo(4));
        as("viewer")
                .accept("application/json")
                .get(path, system)
                .then()
                .body("targets.postgresql", equalTo("other-db"));
        as("viewer")
                .accept("application/json")
                .get(path + "/versions/1", system)
                .then()
                .body("understood.targets.values()", hasItems("shop-db"));
    }

    private void forgetWhatWasUnderstood() {
        sql("UPDATE document SET understood = NULL WHERE system = '%s'".formatted(system));
    }

    /** Sent again as long as the audit log is too slow to take it. */
    private Response put(String yaml) {
        return await().atMost(PATIENCE).until(() -> putOnce(yaml), answer -> answer.statusCode() != 503);
    }

    private Response putOnce(String yaml) {
        return putting().body(bytes(yaml)).put(PLAN, system, "p");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Response rollBack(int version) {
        return await().atMost(PATIENCE)
                .until(
                        () -> as("engineer").post(VERSIONS + "/" + version + "/rollback", system, "p"),
                        answer -> answer.statusCode() != 503);
    }

    private String text(int version) {
        return as("viewer")
                .accept("text/plain")
                .get(VERSIONS + "/" + version, system, "p")
                .asString();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    private String text(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString(0);
    }

    private static RequestSpecification putting() {
        return as("engineer").contentType("application/yaml");
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
