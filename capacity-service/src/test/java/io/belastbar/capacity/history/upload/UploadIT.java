package io.belastbar.capacity.history.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class UploadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    @Inject
    HistoryRepository history;

    private final String system = "upload-" + UUID.randomUUID();

    @Test
    void whatIsSentIsKeptOnceAndRolledUp() {
        var body = """
                {"metric":"database.size","unit":"GB","kind":"gauge","zone":"Europe/Berlin","points":[
                {"at":"2026-11-01T00:00:00Z","value":1},{"at":"2026-11-01T00:30:00Z","value":3},
                {"at":"2026-11-01T00:45","value":2.5},{"at":"2026-11-02T12:00:00+01:00","value":4}]}""";

        json(body.replace("{\"at\":\"2026-11-01T00:45\",\"value\":2.5},", ""), "")
                .statusCode(201)
                .body("stored", equalTo(3));
        json(body, "")
                .statusCode(201)
                .body("stored", equalTo(1))
                .body("known", equalTo(3))
                .body("late", equalTo(1));

        var series =
                history.find(system, "database.size").await().atMost(PATIENCE).orElseThrow();
        var hours = history.read(series, Instant.EPOCH, Instant.now(), Duration.ofHours(1), Measure.MAXIMUM)
                .await()
                .atMost(PATIENCE);
        assertThat(hours.start()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(hours.values())
                .hasSize(37)
                .startsWith(2.5, 3.0)
                .endsWith(4.0)
                .contains(Double.NaN);
        var days = history.read(series, Instant.EPOCH, Instant.now(), Duration.ofDays(1), Measure.MINIMUM)
                .await()
                .atMost(PATIENCE);
        assertThat(days.values()).containsExactly(1.0, 4.0);
        assertThat(history.systems().await().atMost(PATIENCE)).contains(system);
        assertThat(history.list(system).await().atMost(PATIENCE)).hasSize(1);
    }

    @Test
    void anotherValueIsRefusedUnlessItReplaces() {
        var body = """
                {"metric":"a","unit":"ms","points":[
                {"at":"2026-11-01T00:00:00Z","value":1},
                {"at":"2026-11-01T00:30:00Z","value":3}]}""";
        json(body, "").statusCode(201);

        json(body, "").statusCode(200).body("known", equalTo(2));
        json(body.replace("\"value\":3", "\"value\":4"), "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/points/1/value"))
                .body("errors[0].line", equalTo(3))
                .body("errors[0].rule", containsString("3.0"));
        json(body.replace("\"value\":3", "\"value\":4"), "?replace=true")
                .statusCode(201)
                .body("replaced", equalTo(1))
                .body("known", equalTo(1));
        view("a").body("values[0].maximum", equalTo(4.0f));
    }

    @Test
    void aTableOfSeveralSeriesIsRead() {
        var table = "\uFEFFmetric;at;value;unit;kind\r\n"
                + "database.size;2026-10-31T23:30:00Z;250;GB;\r\n"
                + "\"database.size\";2026-11-01 01:00;251.5;GB;\r\n"
                + "requests;2026-11-01;10;1;counter\r\n"
                + "requests;2026-11-01T00:00:10;30;1;counter\r\n"
                + "requests;2026-11-01T00:00:20;5;1;counter\r\n";

        csv(table, "?zone=Europe/Berlin")
                .statusCode(201)
                .body("stored", equalTo(5))
                .body("resets", equalTo(1))
                .body("series.metric", equalTo(List.of("database.size", "requests")));

        view("requests")
                .body("series.kind", equalTo("counter"))
                .body("series.unit", equalTo("1/s"))
                .body("series.zone", equalTo("Europe/Berlin"))
                .body("values", hasSize(1))
                .body("values[0].minimum", equalTo(0.5f))
                .body("values[0].maximum", equalTo(2.0f))
                .body("values[0].resets", equalTo(1))
                .body("remarkable.resets", equalTo(1));
        view("database.size")
                .body("series.last", equalTo("2026-11-01T00:00:00Z"))
                .body("values", hasSize(2));
    }

    /** A value between two others, and one before and after all: whatever makes the counter fall is told at once. */
    @Test
    void whatComesLateAndMakesACounterFallIsAReset() {
        var known = "metric,kind,unit,at,value\nrequests,counter,1,%s,100\nrequests,counter,1,%s,200\n";
        csv(known.formatted(START, START.plusSeconds(120)), "").statusCode(201).body("resets", equalTo(0));

        var late = "metric,kind,unit,at,value\nrequests,counter,1,%s,%s\n";
        csv(late.formatted(START.plusSeconds(30), 120), "").statusCode(201).body("resets", equalTo(0));
        csv(late.formatted(START.plusSeconds(60), 50), "")
                .statusCode(201)
                .body("late", equalTo(1))
                .body("resets", equalTo(1));
        // Too high: then it is the next one that reads less.
        csv(late.formatted(START.plusSeconds(90), 900), "").statusCode(201).body("resets", equalTo(1));
        csv(late.formatted(START.plusSeconds(180), 10), "").statusCode(201).body("resets", equalTo(1));
        csv(late.formatted(START.minusSeconds(60), 700), "").statusCode(201).body("resets", equalTo(1));

        view("requests").body("remarkable.resets", equalTo(4));
    }

    @Test
    void aLevelThatFallsIsNoReset() {
        csv("metric,unit,at,value\nlevel,1,%s,100\nlevel,1,%s,200\n".formatted(START, START.plusSeconds(120)), "")
                .statusCode(201);
        csv("metric,unit,at,value\nlevel,1,%s,5\n".formatted(START.plusSeconds(60)), "")
                .statusCode(201)
                .body("resets", equalTo(0));
    }

    @Test
    void theDoubledHourIsRefusedWithItsLineAndTheMissingOneToo() {
        csv(
                        "at,value\n2026-10-25T01:59,1\n2026-10-25T02:30,2\n2026-03-29T02:30,3\n",
                        "?metric=m&unit=GB&zone=Europe/Berlin")
                .statusCode(400)
                .body("errors", hasSize(2))
                .body("errors[0].line", equalTo(3))
                .body("errors[0].rule", containsString("twice"))
                .body("errors[0].rule", containsString("+02:00 or +01:00"))
                .body("errors[1].line", equalTo(4))
                .body("errors[1].rule", containsString("never shows"));
        csv("at,value\n2026-10-25T02:30+02:00,2\n2026-10-25T02:30+01:00,3\n", "?metric=m&unit=GB&zone=Europe/Berlin")
                .statusCode(201);
        view("m")
                .body("values", hasSize(2))
                .body("remarkable.clockChanges.count", equalTo(1))
                .body("remarkable.clockChanges.first[0].after", equalTo("+01:00"));
    }

    /** The hour before was read at its place on the clock, as if it were in UTC: another line's moment. */
    @Test
    void onlyLinesOfTheDoubledHourAreBlamed() {
        csv(
                        "at,value\n2026-10-25T02:30,1\n2026-10-25T02:00,1\n2026-10-25T03:00,2\n2026-10-25T03:30,2\n",
                        "?metric=m&unit=GB&zone=Europe/Berlin")
                .statusCode(400)
                .body("errors.line", containsInAnyOrder(2, 3));
    }

    @Test
    void whatIsNeitherTrueNorFalseReplacesNothing() {
        json(one("GB", point("2026-11-01T00:00:00Z", "1")), "?replace=ja")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("replace"))
                .body("errors[0].received", equalTo("ja"));
        csv("at,value\n2026-10-25T04:30,1\n", "?metric=m&unit=GB&replace=1").statusCode(400);
    }

    @Test
    void aNumberBeyondAllReasonIsNamedWithItsPlace() {
        json(one("connections", point("2026-11-01T00:00:00Z", "1e308")), "")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/points/0/value"))
                .body("errors[0].rule", containsString("at most 1e18"));
        csv("at,value\n2026-10-25T04:30,1\n2026-10-25T05:30,1e19\n", "?metric=m&unit=connections")
                .statusCode(400)
                .body("errors[0].line", equalTo(3));
        csv("at,value\n2026-10-25T04:30,1e18\n", "?metric=m&unit=connections").statusCode(201);
    }

    static Stream<Arguments> badInput() {
        var future = Instant.now().plus(Duration.ofMinutes(30)).toString();
        return Stream.of(
                Arguments.of("empty", "", "series"),
                Arguments.of("an empty object", "{}", "required"),
                Arguments.of("no series", "{\"series\":[]}", "at least one series"),
                Arguments.of("no points", one("GB", ""), "at least one point"),
                Arguments.of("NaN", one("GB", point("2026-11-01T00:00:00Z", "NaN")), "finite"),
                Arguments.of("infinite", one("GB", point("2026-11-01T00:00:00Z", "1e999")), "finite"),
                Arguments.of("a text", one("GB", point("2026-11-01T00:00:00Z", "\"1\"")), "finite"),
                Arguments.of("negative", one("GB", point("2026-11-01T00:00:00Z", "-1")), "zero or more"),
                Arguments.of("101 %", one("%", point("2026-11-01T00:00:00Z", "101")), "between 0 and 100"),
                Arguments.of("future", one("GB", point(future, "1")), "future"),
                Arguments.of("no time", one("GB", point("yesterday", "1")), "a moment such as"),
                Arguments.of(
                        "a moment twice",
                        one("GB", point("2026-11-01T00:00:00Z", "1") + "," + point("2026-11-01T01:00:00+01:00", "1")),
                        "must not be given twice"),
                Arguments.of("a key twice", "{\"metric\":\"a\",\"metric\":\"b\"}", "a key must not be given twice"),
                Arguments.of(
                        "the time twice",
                        one("GB", "{\"at\":\"2026-11-01T00:00:00Z\",\"at\":\"2026-11-01T00:01:00Z\",\"value\":1}"),
                        "a key must not be given twice"),
                Arguments.of("series twice", "{\"series\":[],\"series\":[]}", "a key must not be given twice"),
                Arguments.of("NUL", "{\"metric\":\"a\\u0000b\",\"unit\":\"GB\",\"points\":[]}", "is a name"),
                Arguments.of("NUL in the unit", one("G\\u0000B", point("2026-11-01T00:00:00Z", "1")), "is a unit"),
                Arguments.of("cut off", "{\"metric\":\"a\",\"points\":[{\"at\"", "well-formed"),
                Arguments.of("no zone", one("GB", "").replace("UTC", "Berlin"), "time zone"),
                Arguments.of("unknown key", one("GB", "").replace("zone", "zones"), "unknown key"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badInput(String what, String body, String rule) {
        json(body, "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.rule", hasItem(containsString(rule)));
        assertThat(history.list(system).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void nothingIsHalfStored() {
        json(one("GB", point("2026-11-01T00:00:00Z", "1")), "").statusCode(201);
        var other = one("GB", point("2026-11-01T00:00:00Z", "2"));
        var fresh = one("GB", point("2026-11-01T00:00:00Z", "1")).replace("\"m\"", "\"a\"");

        json("{\"series\":[" + fresh + "," + other + "]}", "")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/series/1/points/0/value"));

        assertThat(history.list(system).await().atMost(PATIENCE)).hasSize(1);
    }

    @Test
    void unitsThatMeanTheSameAreConvertedAndOthersRefusedNamingBoth() {
        json(one("GB", point("2026-11-01T00:00:00Z", "1")), "").statusCode(201);

        json(one("MB", point("2026-11-01T00:00:00Z", "1000")), "")
                .statusCode(200)
                .body("known", equalTo(1));
        json(one("ms", point("2026-11-01T00:05:00Z", "1000")), "")
                .statusCode(400)
                .body("errors[0].rule", containsString("GB"))
                .body("errors[0].received", equalTo("ms"));
    }

    @Test
    void moreThanARequestMayHaveIsRefusedWithTheLimit() {
        var row = "2026-11-01T00:00:00Z,1\n";

        csv("at,value\n" + row.repeat(SentPoints.POINTS_MAX + 1), "?metric=m&unit=GB")
                .statusCode(413)
                .body("detail", containsString("250000 points"));
        json("[" + "{\"metric\":\"a\"},".repeat(600) + "{}]", "")
                .statusCode(413)
                .body("detail", containsString("500 series"));
        csv("at,value\n" + row.repeat(1_100_000), "?metric=m&unit=GB").statusCode(413);
    }

    @Test
    void theFaultsAreBounded() {
        csv("at,value\n" + "x,y\n".repeat(1_000), "?metric=m&unit=GB")
                .statusCode(400)
                .body("errors", hasSize(lessThanOrEqualTo(Faults.SHOWN_MAX)))
                .body("detail", containsString("2000 faults"));
    }

    @Test
    void aViewerMayNotUpload() {
        given().header("Authorization", "Bearer viewer-token")
                .contentType("application/json")
                .body(one("GB", ""))
                .post("/api/v1/systems/" + system + "/series")
                .then()
                .statusCode(403);
    }

    @Test
    void twoWhoSendTheSameAtOnceStoreItOnce() throws Exception {
        var body = points(5_000);
        Callable<Integer> send = () -> csv(body, "?metric=m&unit=GB").extract().path("stored");

        try (var senders = Executors.newFixedThreadPool(2)) {
            var stored = senders.invokeAll(List.of(send, send)).stream()
                    .mapToInt(answer -> answer.resultNow())
                    .sum();
            assertThat(stored).isEqualTo(5_000);
        }
    }

    @Test
    void twoHundredThousandPointsAreStoredAtOnce() {
        var table = points(200_000);
        csv(table, "?metric=m&unit=GB").statusCode(201).body("stored", equalTo(200_000));

        var asJson = table.lines()
                .skip(1)
                .map(row -> "{\"at\":\"" + row.replace(",", "\",\"value\":") + "}")
                .collect(Collectors.joining(",", "{\"metric\":\"m\",\"points\":[", "]}"));
        json(asJson, "").statusCode(200).body("known", equalTo(200_000));

        given().header("Authorization", "Bearer viewer-token")
                .get("/api/v1/systems/" + system + "/series/m?step=P1D")
                .then()
                .body("remarkable.points", equalTo(200_000))
                .body("values", hasSize(139));
    }

    private static String points(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> START.plusSeconds(60L * i) + "," + i % 977)
                .collect(Collectors.joining("\n", "at,value\n", "\n"));
    }

    private static String one(String unit, String points) {
        return "{\"metric\":\"m\",\"unit\":\"%s\",\"zone\":\"UTC\",\"points\":[%s]}".formatted(unit, points);
    }

    private static String point(String at, String value) {
        return "{\"at\":\"%s\",\"value\":%s}".formatted(at, value);
    }

    private ValidatableResponse view(String metric) {
        return given().header("Authorization", "Bearer viewer-token")
                .get("/api/v1/systems/" + system + "/series/" + metric)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
    }

    private ValidatableResponse json(String body, String query) {
        return send("application/json", body, query);
    }

    private ValidatableResponse csv(String body, String query) {
        return send("text/csv", body, query);
    }

    private ValidatableResponse send(String type, String body, String query) {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType(type + ";charset=UTF-8")
                .body(body)
                .post("/api/v1/systems/" + system + "/series" + query)
                .then();
    }
}
