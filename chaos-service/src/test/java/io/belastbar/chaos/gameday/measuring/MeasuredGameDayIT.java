package io.belastbar.chaos.gameday.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.gameday.GameDays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole game days against a primary that dies and a standby that is promoted, told by HTTP, Kafka and the record. */
@QuarkusTest
@QuarkusTestResource(BreakablePair.class)
class MeasuredGameDayIT {
    private static final Pattern ACKNOWLEDGED =
            Pattern.compile("\"seq\":(\\d+),\"event\":\"ACK\".*\"time\":\"([^\"]+)\"");
    private static final String STEADY = """
            goal: The database fails over without more loss than agreed
            critical-function: Contracts
            criticality: critical
            rto: 10m
            rpo: 5m
            steady-state:
              within: 2m
              regained-within: 2m
              expect:
                - {type: sql-probe, target: pair-db, sql: SELECT 1, equals: "1"}
            """;
    private static final String DOWN = """
              - at: T+3s
                name: down
                inject: {type: postgres-kill, target: pair-control, role: primary, duration: 10m}
            """;

    BreakablePair pair;

    @Inject
    ChaosConfig config;

    private final GameDays days = new GameDays("pair");

    @BeforeEach
    void describeTheSystem() throws Exception {
        pair.begin();
        days.as("engineer")
                .contentType("application/json")
                .body("""
                        {"system":"pair","targets":{"postgresql":"pair-db","control":"pair-control",
                         "probe":"pair-absent","redis":"pair-unregistered"}}""")
                .put("/api/v1/systems/pair")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    @AfterEach
    void nothingGoesOn() {
        days.endAll();
    }

    @Test
    void aFailoverIsMeasuredShownToldAndRecorded() throws IOException {
        days.store("failover", STEADY + """
                steps:
                  - {at: T+1s, name: silent, act: {action: http, target: pair-control, method: POST, path: /silence}}
                """ + DOWN + """
                  - {at: T+4s, name: failover, limit: 2m, act: {action: promote, target: pair-control, child: b}}
                  - at: T+4s
                    name: works
                    check: {type: sql-probe, target: pair-db, sql: "SELECT CASE WHEN pg_is_in_recovery() THEN 0 ELSE 1 END", equals: "1"}
                expectations:
                  - {name: recovered, after: down, deadline: 5m, type: rto, at-most: 10m}
                  - {name: little-lost, after: down, deadline: 5m, type: rpo, at-most: 5m}
                measure:
                  target: pair-db
                  every: 100ms
                  patience: 20s
                  business-transaction: works
                  old-primary: {control: pair-control, target: pair-db-old}
                """);

        String day = days.start("failover");

        assertThat(ended(day)).as(events(day)).isEqualTo("PASSED");
        long lost = lostByOwnCount(day);
        assertThat(lost).isGreaterThan(5);
        JsonPath shown = days.as("viewer").get(day).jsonPath();
        assertThat(shown.getLong("measured.lostRows")).isEqualTo(lost);
        assertThat(shown.getLong("measured.recoverableRows")).isEqualTo(lost);
        assertThat(shown.getString("measured.rtoVerdict")).isEqualTo("MET");
        assertThat(shown.getString("measured.rpoVerdict")).isEqualTo("MET");
        long rto = shown.getLong("measured.rtoMs");
        assertThat(rto).isGreaterThan(shown.getLong("measured.promotedMs") / 2);
        assertThat(shown.getLong("measured.transactedMs")).isGreaterThan(shown.getLong("measured.promotedMs"));
        List<JsonNode> told = GameDays.toldBy(day);
        assertThat(told.getLast().path("recoveryTimeMs").asLong()).isEqualTo(rto);
        assertThat(told.getLast().path("lostRows").asLong()).isEqualTo(lost);
        assertThat(told.getLast().path("recoveryPointMs").asLong()).isEqualTo(shown.getLong("measured.rpoMs"));
        assertThat(told)
                .anySatisfy(step -> assertThat(step.path("phase").asText()).isEqualTo("MEASURED"));
        String record = days.as("auditor").get(day + "/record").asString();
        assertThat(record.lines().filter(line -> line.contains("\"MEASURED\"")))
                .singleElement()
                .asString()
                .contains("\"lostRows\":" + lost, "\"rtoMs\":" + rto, "\"rtoVerdict\":\"MET\"");
    }

    @Test
    void aTargetThatIsMissedFailsTheGameDay() {
        days.store("slow", (STEADY + "steps:\n" + DOWN + """
                  - {at: T+7s, name: failover, limit: 2m, act: {action: promote, target: pair-control, child: b}}
                expectations:
                  - {name: recovered, after: down, deadline: 5m, type: rto, at-most: 10m}
                measure: {target: pair-db, every: 100ms, patience: 20s}
                """).replace("rto: 10m", "rto: 10ms"));

        String day = days.start("slow");

        assertThat(ended(day)).as(events(day)).isEqualTo("FAILED");
        assertThat(days.as("viewer").get(day).<String>path("reason")).isEqualTo("RTO missed");
        assertThat(days.as("viewer").get(day).<String>path("measured.rtoVerdict"))
                .isEqualTo("MISSED");
    }

    @Test
    void anAbortedExerciseIsMeasuredFromWhatThereIs() {
        days.store("aborted", STEADY + "steps:\n" + DOWN + """
                expectations:
                  - {name: recovered, after: down, deadline: 5m, type: rto, at-most: 10m}
                measure: {target: pair-db, every: 100ms, patience: 20s}
                """);
        String day = days.start("aborted");
        await().atMost(GameDays.LIMIT)
                .until(() ->
                        journal(day).contains("INDETERMINATE") || journal(day).contains("FAIL"));

        days.as("operator").delete(day);

        assertThat(ended(day)).as(events(day)).isEqualTo("ABORTED");
        JsonPath shown = days.as("viewer").get(day).jsonPath();
        assertThat(shown.getString("measured.rtoState")).isEqualTo("MEASURED");
        assertThat(shown.getLong("measured.lostRows")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{target: pair-db}                             | ",
                "{target: pair-unregistered}                   | target pair-unregistered is not registered: give its address",
                "{target: pair-db, credentials: nobody-there}  | there is no login nobody-there: give belastbar.credentials",
                "{target: pair-absent, credentials: pair-db}   | pair-absent does not answer (",
                "{target: pair-db, credentials: pair-wrong}    | pair-db refuses the login pair-wrong: correct",
                "{target: pair-db, credentials: pair-no-rights}| nobody \"Müller\" may not make the table belastbar_probe: GRANT CREATE",
                "{target: pair-db, old-primary: {control: pair-control, target: pair-db-old}} | "
            })
    void aDryRunSaysWhyItCannotBeMeasuredAndWhatToDo(String measure, String reason) {
        days.store("tried", STEADY + "steps:\n" + DOWN + "measure: " + measure + "\n");

        JsonPath report = days.order("tried", true).jsonPath();

        List<String> said = report.getList("obstacles.findAll { it.where == 'measure' }.english");
        if (reason == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).singleElement().asString().startsWith("not possible here, because " + reason);
        }
    }

    @Test
    void whatCannotBeMeasuredIsNotBroken() {
        days.store("unmeasured", STEADY + "steps:\n" + DOWN + "measure: {target: pair-db, credentials: pair-wrong}\n");

        String day = days.start("unmeasured");

        assertThat(ended(day)).as(events(day)).isEqualTo("ABORTED");
        assertThat(days.as("viewer").get(day).<String>path("reason")).isEqualTo("step down");
        assertThat(days.as("viewer").get(day + "/events").asString())
                .contains("does not answer")
                .doesNotContain("INJECTED");
        assertThat(days.as("viewer").get(day).<Long>path("measured.rtoMs")).isNull();
        assertThat(days.as("viewer").get(day).<Long>path("measured.lostRows")).isNull();
    }

    /** Servers are copied and started meanwhile. */
    private String ended(String day) {
        await().atMost(Duration.ofMinutes(10))
                .until(() -> days.as("viewer").get(day).<String>path("state").equals("ENDED"));
        return days.ended(day);
    }

    private String events(String day) {
        return days.as("viewer").get(day + "/events").asString();
    }

    private long lostByOwnCount(String day) throws IOException {
        Set<Long> lost = new TreeSet<>();
        Matcher line = ACKNOWLEDGED.matcher(journal(day));
        for (MatchResult found : line.results().toList()) {
            if (Instant.parse(found.group(2)).isBefore(pair.promotedAt())) {
                lost.add(Long.valueOf(found.group(1)));
            }
        }
        lost.removeAll(pair.survivors());
        return lost.size();
    }

    private String journal(String day) throws IOException {
        Path file = config.probeFolder().resolve(day.substring(day.lastIndexOf('/') + 1) + ".jsonl");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
