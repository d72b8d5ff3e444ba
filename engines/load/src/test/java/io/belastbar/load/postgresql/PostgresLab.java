package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.transport.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL 18, an event loop, and drivers on it. */
abstract class PostgresLab {

    static final String PASSWORD = "geh€im";
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static EmbeddedPostgres postgres;
    static EventLoopGroup loops;

    private final List<PostgresDriver> drivers = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        postgres = new EmbeddedPostgres(
                cache, folder.resolve("data"), FreePorts.find(1).getFirst(), "admin-password", List.of("fsync=off"));
        postgres.start();
        loops = EventLoops.of(1);
        try (Connection admin = postgres.connect("postgres");
                Statement sql = admin.createStatement()) {
            sql.execute("CREATE ROLE app LOGIN PASSWORD '" + PASSWORD + "'");
            sql.execute("CREATE TABLE item (id int PRIMARY KEY, tenant text NOT NULL, name text)");
            sql.execute("INSERT INTO item SELECT i, CASE WHEN i % 2 = 0 THEN 'red' ELSE 'blue' END, 'größe ' || i"
                    + " FROM generate_series(1, 100) i");
            sql.execute("UPDATE item SET name = NULL WHERE id = 7");
            sql.execute("ALTER TABLE item ENABLE ROW LEVEL SECURITY");
            sql.execute("CREATE POLICY own ON item USING (tenant = current_setting('app.tenant', true))");
            sql.execute("GRANT SELECT, UPDATE, INSERT ON item TO app");
            sql.execute("CREATE TABLE open_item (id int PRIMARY KEY, qty int)");
            sql.execute("INSERT INTO open_item VALUES (1, 1), (2, 2)");
            sql.execute("GRANT ALL ON open_item TO app");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        postgres.stop();
    }

    @AfterEach
    void close() {
        drivers.forEach(driver -> onLoop(() -> {
            driver.close();
            return true;
        }));
    }

    PostgresDriver driver(SqlOptions options, int connections, String password) {
        return driver(options, connections, password, PATIENCE);
    }

    PostgresDriver driver(SqlOptions options, int connections, String password, Duration timeout) {
        URI url = URI.create("postgresql://127.0.0.1:" + postgres.port() + "/postgres");
        return driver(PostgresTarget.of(url, "app", password), options, connections, timeout);
    }

    PostgresDriver driver(PostgresTarget target, SqlOptions options, int connections, Duration timeout) {
        return driver(target, new PostgresSettings(options, connections, timeout, PATIENCE, "tenant"));
    }

    PostgresDriver driver(PostgresTarget target, PostgresSettings settings) {
        PostgresDriver driver = new PostgresDriver(loops.next(), target, settings);
        open(driver).orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return driver;
    }

    /** Ends when all connections were tried. */
    CompletableFuture<Boolean> open(PostgresDriver driver) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        drivers.add(driver);
        loops.next().execute(() -> driver.open(() -> ready.complete(true)));
        return ready;
    }

    static PreparedStep step(PostgresDriver driver, String yaml) {
        String document =
                "{ scenario: s, database: d, tenants: { names: [x] }, load: { users: 1, duration: 1s }, steps: [" + yaml
                        + "] }";
        SendStep step = ScenarioParser.parse(document.replace('\n', ' '), ScenarioLimits.DEFAULT)
                .sends()
                .getFirst();
        return onLoop(() -> driver.prepare(step));
    }

    static Exchange send(PreparedStep step, Map<String, String> variables) throws Exception {
        return begin(step, variables).get(60, TimeUnit.SECONDS);
    }

    static CompletableFuture<Exchange> begin(PreparedStep step, Map<String, String> variables) {
        return onLoop(() -> sent(step, variables));
    }

    /** In one task of the loop: each is there before an answer can be. */
    static List<CompletableFuture<Exchange>> beginAtOnce(PreparedStep step, int scripts) {
        return onLoop(
                () -> Stream.generate(() -> sent(step, Map.of())).limit(scripts).toList());
    }

    private static CompletableFuture<Exchange> sent(PreparedStep step, Map<String, String> variables) {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        step.send(variables::get, new Reply() {
            @Override
            public void sent(long nanos) {
                assertThat(end).isNotDone();
            }

            @Override
            public void ended(Exchange exchange, long bytesSent, long bytesReceived) {
                if (!end.complete(exchange)) {
                    throw new AssertionError("ended twice");
                }
            }
        });
        return end;
    }

    static <T> T onLoop(java.util.concurrent.Callable<T> action) {
        try {
            return loops.next().submit(action).get(60, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    static Map<String, String> row(Exchange exchange) {
        assertThat(exchange).isInstanceOf(Exchange.SqlAnswer.class);
        return ((Exchange.SqlAnswer) exchange).firstRow();
    }

    static void execute(String statement) throws SQLException {
        try (Connection admin = postgres.connect("postgres");
                Statement sql = admin.createStatement()) {
            sql.execute(statement);
        }
    }

    static int count(String query) throws SQLException {
        try (Connection admin = postgres.connect("postgres");
                Statement sql = admin.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
