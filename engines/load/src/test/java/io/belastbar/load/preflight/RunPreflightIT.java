package io.belastbar.load.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.postgresql.PostgresDriver;
import io.belastbar.load.postgresql.PostgresSettings;
import io.belastbar.load.postgresql.PostgresTarget;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.run.LaneDrivers;
import io.belastbar.load.scenario.HttpOptions;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.report.Sentence;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets and a real PostgreSQL 18. */
@Timeout(120)
class RunPreflightIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedPostgres postgres;
    private static HttpServer server;
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        postgres = new EmbeddedPostgres(
                cache, folder.resolve("data"), FreePorts.find(1).getFirst(), "admin-password", List.of("fsync=off"));
        postgres.start();
        try (Connection admin = postgres.connect("postgres");
                Statement sql = admin.createStatement()) {
            sql.execute("CREATE ROLE app LOGIN PASSWORD 'right'");
            sql.execute("CREATE TABLE item (id int PRIMARY KEY, tenant text)");
            sql.execute("CREATE TABLE secret (id int PRIMARY KEY)");
            sql.execute("ALTER TABLE item ENABLE ROW LEVEL SECURITY");
            sql.execute("CREATE POLICY own ON item USING (tenant = current_setting('app.tenant'))");
            sql.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON item TO app");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            SEEN.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop(0);
        postgres.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 410})
    void whatNoWaitingMendsRefusesTheLoadWithCauseAndAdvice(int status) {
        PreflightReport report = http("[ { name: me, request: GET /" + status + " } ]");

        assertThat(report.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.english())
                    .startsWith("No load was made, because it would have been in vain: `me` at shop-api:"
                            + " UNEXPECTED_STATUS " + status + ": GET /" + status + ".")
                    .contains("preflight: off");
            assertThat(refusal.german()).startsWith("Es wurde keine Last erzeugt");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422, 429, 500, 502, 503, 504})
    void whatMayPassOrIsWhatTheTestIsAboutIsOnlyNoted(int status) {
        PreflightReport report = http("[ { name: me, request: GET /" + status + " } ]");

        assertThat(report.refusals()).isEmpty();
        assertThat(report.notes())
                .extracting(Sentence::english)
                .contains("Before the load: `me` at shop-api: UNEXPECTED_STATUS " + status + ": GET /" + status
                        + ". This is no reason not to begin.");
    }

    @Test
    void aStatusThatTheStepExpectsAndAValueOfTestDataRefuseNothing() {
        assertThat(http("[ { name: gone, request: GET /404, check: { status: 404 } } ]")
                        .findings())
                .isEmpty();
        assertThat(http("[ { name: mine, request: \"GET /404?user=${vu}\" } ]").refusals())
                .isEmpty();
    }

    @Test
    void nothingButSafeRequestsReachesTheTargetAndTheNoteSaysHowMany() {
        SEEN.clear();

        PreflightReport report = http("""
                [ { name: a, request: GET /200 }, { name: b, request: HEAD /204 }, { name: c, request: DELETE /200 },
                  { name: d, request: GET /201 } ]
                """);

        assertThat(SEEN).containsExactly("GET /200", "HEAD /204");
        assertThat(report.notes())
                .extracting(Sentence::english)
                .containsExactly(
                        "Whether the targets take the scenario was tried before the load, with 2 requests. Nothing"
                                + " of it is in the result.");
    }

    @Test
    void aScenarioWithoutSafeRequestsIsOnlyConnected() {
        SEEN.clear();

        PreflightReport report = http("[ { name: c, request: POST /200 } ]");

        assertThat(SEEN).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /200", "POST /200"})
    void aTargetThatIsNotThereRefusesTheLoad(String request) throws Exception {
        int nobody = FreePorts.find(1).getFirst();

        PreflightReport report = http("[ { name: a, request: " + request + " } ]", "http://127.0.0.1:" + nobody);

        assertThat(report.requests()).isZero();
        assertThat(report.refusals())
                .singleElement()
                .extracting(Sentence::english)
                .asString()
                .contains("shop-api: CONNECTION_FAILED", String.valueOf(nobody), "Nothing listens there");
    }

    @Test
    void aNameThatNobodyKnowsRefusesTheLoad() {
        assertThat(http("[ { name: a, request: GET /200 } ]", "http://shop.invalid")
                        .refusals())
                .singleElement()
                .extracting(Sentence::english)
                .asString()
                .contains("NAME_UNRESOLVED", "shop.invalid");
    }

    @Test
    void aSilentTargetIsNotedAndCostsNoMoreThanItsTimeOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            PreflightReport report = http(
                    "[ { name: a, request: GET /200 } ]",
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    Duration.ofMillis(1_500));

            assertThat(report.refusals()).isEmpty();
            assertThat(report.findings())
                    .singleElement()
                    .extracting(PreflightFinding::error)
                    .isEqualTo(ErrorClass.TIMEOUT);
        }
    }

    @Test
    void whatDoesNotFitIntoItsTimeIsLeftOutAndSaid() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Scenario scenario = scenario("target: shop-api", "[ { name: a, request: GET /200 } ]");

            PreflightReport report = RunPreflight.run(
                    scenario,
                    EventLoops.of(1),
                    requests("http://127.0.0.1:" + silent.getLocalPort(), Duration.ofSeconds(60)),
                    null,
                    Duration.ofMillis(300));

            assertThat(report.whole()).isFalse();
            assertThat(report.refusals()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM itemm                          | 42P01 | There is no such table",
                "SELECT nmae FROM item                        | 42703 | There is no such column",
                "SELEC 1                                      | 42601 | mistake in the SQL",
                "SELECT FROM WHERE                            | 42601 | mistake in the SQL",
                "SELECT * FROM secret                         | 42501 | GRANT it",
                "INSERT INTO secret VALUES (1)                | 42501 | GRANT it",
                "SELECT nothing(1)                            | 42883 | no such function",
                "SELECT * FROM other.item                     | 42P01 | There is no such table"
            })
    void aStatementThatCannotRunRefusesTheLoad(String sql, String state, String advice) {
        PreflightReport report = sql("[ { name: q, sql: [ \"" + sql + "\" ] } ]", "right", "postgres");

        assertThat(report.refusals())
                .singleElement()
                .extracting(Sentence::english)
                .asString()
                .contains("`q` at shop-db: SQL_ERROR " + state + ": ", advice);
    }

    @Test
    void statementsAreNeverExecuted() throws Exception {
        PreflightReport report = sql("""
                [ { name: w, sql: [ "INSERT INTO item VALUES ($1, $2)", "DELETE FROM item WHERE id = $1" ],
                    parameters: [ [ "1", "red" ], [ "1" ] ], transaction: true },
                  { name: r, sql: [ "SELECT * FROM item WHERE id = $1" ], parameters: [ [ "${vu}" ] ] } ]
                """, "right", "postgres");

        assertThat(report.findings()).isEmpty();
        assertThat(report.statements()).isEqualTo(3);
        try (Connection admin = postgres.connect("postgres");
                ResultSet rows = admin.createStatement().executeQuery("SELECT count(*) FROM item")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong | postgres | CONNECTION_FAILED 28P01 | User or password is wrong",
                "right | shoop    | CONNECTION_FAILED 3D000 | There is no such database"
            })
    void aLoginThatIsRefusedRefusesTheLoad(String password, String database, String cause, String advice) {
        assertThat(sql("[ { name: q, sql: [ \"SELECT 1\" ] } ]", password, database)
                        .refusals())
                .singleElement()
                .extracting(Sentence::english)
                .asString()
                .contains("shop-db: " + cause, advice);
    }

    @Test
    void aDatabaseThatTakesNobodyElseIsNoted() {
        assertThat(PreflightRule.ofStatement(
                        "shop-db",
                        "",
                        new Exchange.Failed(ErrorClass.CONNECTION_FAILED, "53300", "sorry, too many clients already")))
                .get()
                .extracting(PreflightFinding::refuses)
                .isEqualTo(false);
    }

    private static PreflightReport http(String steps) {
        return http(steps, "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static PreflightReport http(String steps, String url) {
        return http(steps, url, PATIENCE);
    }

    private static PreflightReport http(String steps, String url, Duration timeout) {
        return RunPreflight.run(
                scenario("target: shop-api", steps), EventLoops.of(1), requests(url, timeout), null, PATIENCE);
    }

    private static LaneDrivers requests(String url, Duration timeout) {
        return (loop, share) -> new HttpDriver(
                loop,
                HttpTarget.of(URI.create(url)),
                new HttpSettings(HttpOptions.DEFAULT, 1, timeout, timeout, 1 << 20));
    }

    private static PreflightReport sql(String steps, String password, String database) {
        URI url = URI.create("postgresql://127.0.0.1:" + postgres.port() + "/" + database);
        LaneDrivers statements = (loop, share) -> new PostgresDriver(
                loop,
                PostgresTarget.of(url, "app", password),
                new PostgresSettings(new SqlOptions(1, false, false, "app.tenant"), 1, PATIENCE, PATIENCE, "tenant"));
        return RunPreflight.run(
                scenario("tenants: { names: [ red ] }\ndatabase: shop-db", steps),
                EventLoops.of(1),
                null,
                statements,
                PATIENCE);
    }

    private static Scenario scenario(String head, String steps) {
        return ScenarioParser.parse(
                "scenario: s\n" + head + "\nload: { users: 1, duration: 1s }\nsteps: " + steps.replace("\n", " ")
                        + "\n",
                ScenarioLimits.DEFAULT);
    }
}
