package io.belastbar.chaos.badinput;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.badinput.Doors.Door;
import io.belastbar.chaos.badinput.Doors.Wrong;
import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, to whichever door: all its faults are told at once, and nothing of it is kept, logged or shown. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** What grows by itself: leases and their heartbeats. */
    private static final String BUSY = "lease|held_work|work_item|flyway|shedlock|leader|cron|presence|outbox|progress";
    /** What has to grow with every request, the refused ones too. */
    private static final Set<String> AUDIT = Set.of("audit_log", "audit_outcome");

    @Inject
    Pool pool;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    /** Message and causes with all that was put into them. */
    private final PatternFormatter lines = new PatternFormatter("%s%e");

    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(lines.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void describeTheSystem() {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body("""
                        {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer","postgresql":"own-db"}}""")
                .put("/api/v1/systems/smartbav");
        Logger.getLogger("").addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listener);
    }

    static Stream<Wrong> wrong() {
        return Doors.WRONG.stream();
    }

    static Stream<Door> doors() {
        return Doors.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void everythingThatIsWrongIsToldAtOnceAndNothingIsKept(Wrong wrong) {
        Door door = Doors.ALL.stream()
                .filter(each -> each.name().equals(wrong.door()))
                .findFirst()
                .orElseThrow();
        Map<String, Long> before = rows();

        Response answer = send(door, wrong.body());

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(wrong.status());
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("type")).startsWith("urn:belastbar:problem:");
        if (!wrong.pointers().isEmpty()) {
            assertThat(answer.<List<String>>path("errors.pointer"))
                    .as(answer.asString())
                    .containsAll(wrong.pointers());
            assertThat(answer.<List<Integer>>path("errors.line")).doesNotContainNull();
            assertThat(answer.<List<Integer>>path("errors.column")).doesNotContainNull();
            assertThat(answer.<List<String>>path("errors.rule")).doesNotContainNull();
        }
        assertThat(rows()).isEqualTo(before);
        nothingLeaked(answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void whatCannotBeReadIsRefusedAndNothingIsKept(Door door) {
        Map<String, Long> before = rows();

        for (String body : Doors.UNREADABLE) {
            Response answer = send(door, body);
            String shown =
                    door + " " + (body.length() > 80 ? body.substring(0, 80) + "…" : body) + "\n" + answer.asString();
            assertThat(answer.statusCode()).as(shown).isIn(400, 404, 409);
            assertThat(answer.contentType()).as(shown).startsWith("application/problem+json");
            nothingLeaked(answer);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void whatIsTooLargeIsRefusedAndNotRead(Door door) {
        Map<String, Long> before = rows();

        Response answer = send(door, "{\"a\":\"" + "x".repeat(10 << 20) + "\"}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(413);
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void otherRolesAreRefusedBeforeAnythingIsRead(Door door) {
        String other = door.role().equals("auditor") ? "viewer" : "auditor";

        assertThat(sent(door, other, door.good()).statusCode()).isEqualTo(403);
        assertThat(given().contentType(door.type())
                        .body(door.good().getBytes(StandardCharsets.UTF_8))
                        .request(door.method(), door.path())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatSomebodyAskedForIsNotApprovedByTheSamePerson() {
        String hash = "ab".repeat(32);
        pool.preparedQuery("INSERT INTO approval_request (system, hash, what, requested_by, requested_at)"
                        + " VALUES ('smartbav', $1, 'what', 'operator', now()) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(hash))
                .await()
                .atMost(LIMIT);
        Map<String, Long> before = rows();

        Response answer = send(door("approvals"), "{\"hash\":\"" + hash + "\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.<String>path("detail")).contains("operator", "another person");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void quotesUmlautsAndSqlInNamesAreNamesAndNothingElse() {
        for (String name : List.of("it's", "\"ü\"", "'; DROP TABLE fault; --", "a/../b", "%00", "\0", "${jndi:x}")) {
            String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            for (String path : List.of("runbooks", "game-days", "faults")) {
                int status = given().auth()
                        .preemptive()
                        .oauth2("viewer-token")
                        .urlEncodingEnabled(false)
                        .get("/api/v1/systems/" + encoded + "/" + path)
                        .statusCode();
                assertThat(status).as(name + " " + path).isIn(200, 400, 404);
            }
        }
        assertThat(rows()).containsKey("fault");
    }

    private static Door door(String name) {
        return Doors.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Response send(Door door, String body) {
        return sent(door, door.role(), body);
    }

    private static Response sent(Door door, String role, String body) {
        return given().auth()
                .preemptive()
                .oauth2(role + "-token")
                .contentType(door.type())
                .body(body.getBytes(StandardCharsets.UTF_8))
                .request(door.method(), door.path());
    }

    private void nothingLeaked(Response answer) {
        assertThat(answer.asString()).doesNotContain(Doors.SECRET);
        assertThat(logged).noneMatch(line -> line.contains(Doors.SECRET));
        for (String table : tables()) {
            assertThat(count("SELECT count(*) FROM \"" + table + "\" AS t WHERE t::text LIKE '%" + Doors.SECRET + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    /** How many rows each table has that grows only with what is kept. */
    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        tables().stream()
                .filter(table -> !table.matches(".*(" + BUSY + ").*") && !AUDIT.contains(table))
                .forEach(table -> rows.put(table, count("SELECT count(*) FROM \"" + table + "\"")));
        return rows;
    }

    private List<String> tables() {
        return pool.query("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_type = 'BASE TABLE'")
                .execute()
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())
                .await()
                .atMost(LIMIT);
    }

    private long count(String sql) {
        return pool.query(sql)
                .execute()
                .map(found -> found.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }
}
