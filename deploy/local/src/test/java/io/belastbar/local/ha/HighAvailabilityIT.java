package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.embedded.FreePorts;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample's own servers, really broken through the door; each test leaves a primary and a standby that streams. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class HighAvailabilityIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private BelastbarHome home;
    private SamplePorts ports;
    private SampleSecrets secrets;
    private HighAvailability servers;
    private Supervisor supervisor;
    private CompletableFuture<Void> watching;
    private int counter;

    @BeforeAll
    void startAll() throws Exception {
        home = new BelastbarHome(folder.resolve("home"));
        home.create();
        ports = new SamplePorts(FreePorts.block(36));
        launch();
        execute("CREATE TABLE smartbav_probe.t (id bigint PRIMARY KEY)");
    }

    @AfterAll
    void endAll() throws Exception {
        end();
    }

    @BeforeEach
    void awaitPair() throws Exception {
        await("a standby streams", () -> call("GET", "/replication", "")
                .json()
                .path("state")
                .asText()
                .equals("streaming"));
    }

    @AfterEach
    void endFaults() throws Exception {
        for (JsonNode child : children()) {
            if (child.path("fault").isTextual()) {
                String name = child.path("name").asText();
                String token = child.path("fault").asText();
                await(
                        name + " is well",
                        () -> call("DELETE", "/children/" + name + "/fault?token=" + token, "")
                                        .status()
                                == 200);
            }
        }
    }

    @Test
    void primaryThatIsKilledStaysDeadAndItsStandbyTakesOverBehindTheSameAddress() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")");
        String token = token();

        assertThat(fault(primary, token, "kill", 120_000).json().path("state").asText())
                .isEqualTo("KILLED");
        assertThat(call("POST", "/children/" + primary + "/promote", "").status())
                .isEqualTo(409);
        JsonNode promoted =
                call("POST", "/children/" + standby + "/promote", "").json();

        assertThat(promoted.path("role").asText()).isEqualTo("primary");
        assertThat(promoted.path("tookMs").isNumber()).isTrue();
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        assertThat(child(primary).path("role").asText()).isEqualTo("superseded");
        assertThat(call("POST", "/children/" + primary + "/start", "").status())
                .as("never beside the promoted one")
                .isEqualTo(409);
        assertThat(fault(primary, token(), "freeze", 1000).status()).isEqualTo(409);

        var well = await200("DELETE", "/children/" + primary + "/fault?token=" + token);
        assertThat(well.path("role").asText()).isEqualTo("standby");
        assertThat(well.path("state").asText()).isEqualTo("RUNNING");
        assertThat(await200("DELETE", "/children/" + primary + "/fault?token=" + token)
                        .path("state")
                        .asText())
                .as("idempotent")
                .isEqualTo("RUNNING");
        assertThat(fault(primary, token, "kill", 1000).json().path("detail").asText())
                .as("an order that was late")
                .isEqualTo(primary + ": fault " + token + " has ended: TAKEN_BACK");
    }

    @Test
    void whatTheFormerPrimaryAloneHadIsReadBeforeItIsSeededAnewAndAfterIt() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        await200("POST", "/children/" + primary + "/start");
        assertThat(call("POST", "/children/" + standby + "/start-alone", "")
                        .json()
                        .path("detail")
                        .asText())
                .contains("nothing was kept");
        // Replication is silent: what is committed now never arrives.
        proxy("POST", "/proxies/smartbav-replication/toxics", """
                {"name":"up","type":"timeout","stream":"upstream","attributes":{"timeout":0}}""");
        proxy("POST", "/proxies/smartbav-replication/toxics", """
                {"name":"down","type":"timeout","stream":"downstream","attributes":{"timeout":0}}""");
        int lost = 1_000_000 + ++counter;
        execute("INSERT INTO smartbav_probe.t VALUES (" + lost + ")");
        fault(primary, token, "kill", 120_000);
        await200("POST", "/children/" + standby + "/promote");
        proxy("DELETE", "/proxies/smartbav-replication/toxics/up", "");
        proxy("DELETE", "/proxies/smartbav-replication/toxics/down", "");
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        String query = "SELECT count(*) FROM smartbav_probe.t WHERE id = " + lost;
        assertThat(number(ports.databaseAddress(), query)).as("lost").isZero();

        JsonNode alone = call("POST", "/children/" + primary + "/start-alone", "{\"expiresAfterMs\":600000}")
                .json();

        assertThat(alone.path("alone").asText()).isEqualTo("127.0.0.1:" + ports.oldDatabase());
        assertThat(alone.path("role").asText()).isEqualTo("superseded");
        assertThat(number(ports.oldDatabase(), query)).as("recoverable").isOne();
        assertThat(sqlState(ports.oldDatabase(), "INSERT INTO smartbav_probe.t VALUES (0)"))
                .isEqualTo("25006");
        await200("POST", "/children/" + primary + "/stop-alone");
        await200("POST", "/children/" + primary + "/reseed");
        assertThat(child(primary).path("role").asText()).isEqualTo("standby");
        await200("POST", "/children/" + primary + "/start-alone");
        assertThat(number(ports.oldDatabase(), query)).as("still recoverable").isOne();
        await200("POST", "/children/" + primary + "/stop-alone");
    }

    @Test
    void primaryThatHangsIsNoReasonToPromoteUnlessItIsFenced() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        assertThat(fault(primary, token, "freeze", 120_000).json().path("state").asText())
                .isEqualTo("FROZEN");

        var refused = call("POST", "/children/" + standby + "/promote", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText()).startsWith(primary + " still runs");
        assertThat(call("POST", "/children/" + standby + "/promote", "{\"fence\":true}")
                        .status())
                .isEqualTo(200);

        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        assertThat(stopped()).as("nobody stands still").isEmpty();
        assertThat(await200("DELETE", "/children/" + primary + "/fault?token=" + token)
                        .path("role")
                        .asText())
                .isEqualTo("standby");
    }

    @Test
    void frozenServerIsWokenWithAllItsProcessesWhenItsTimeIsOver() throws Exception {
        String primary = named("primary");

        fault(primary, token(), "freeze", 1500);
        assertThat(stopped()).as("postmaster and more").hasSizeGreaterThan(2);

        await("it ended by itself", () -> child(primary).path("fault").isNull());
        assertThat(stopped()).isEmpty();
        assertThat(child(primary).path("last").path("end").asText()).isEqualTo("EXPIRED");
        execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")");
    }

    @Test
    void synchronousReplicationIsChosenAndGivenUpWhileAllRuns() throws Exception {
        assertThat(call("PUT", "/replication", "{\"mode\":\"sync\"}")
                        .json()
                        .path("mode")
                        .asText())
                .isEqualTo("sync");
        await(
                "the standby is synchronous",
                () -> number(
                                ports.databaseAddress(),
                                "SELECT count(*) FROM pg_settings WHERE setting = 'smartbav_standby'")
                        == 1);
        String standby = named("standby");
        fault(standby, token(), "freeze", 120_000);
        var commit =
                CompletableFuture.runAsync(() -> execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        await(
                "the commit waits for the standby",
                () -> number(
                                ports.databaseAddress(),
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'smartbav_probe'")
                        == 1);

        assertThat(call("PUT", "/replication", "{\"mode\":\"async\"}")
                        .json()
                        .path("mode")
                        .asText())
                .isEqualTo("async");

        commit.get(60, TimeUnit.SECONDS);
    }

    @Test
    void redisAndTheProxyItselfAreBrokenAndComeBack() throws Exception {
        for (String name : List.of("smartbav-redis", "fault-proxy")) {
            String token = token();
            assertThat(fault(name, token, "kill", 120_000).json().path("state").asText())
                    .as(name)
                    .isEqualTo("KILLED");
            assertThat(call("POST", "/release", "{\"token\":\"" + token + "\"}").status())
                    .isIn(200, 503);
            await(
                    name + " runs",
                    () -> child(name).path("state").asText().equals("RUNNING")
                            && child(name).path("fault").isNull());
        }
        await("the address leads on", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
    }

    @Test
    void serverThatIsToldToStopEndsInGoodOrderAndIsStartedByHand() throws Exception {
        String standby = named("standby");
        fault(standby, token(), "stop", 120_000);
        assertThat(child(standby).path("state").asText()).isEqualTo("STOPPED");
        assertThat(home.data().resolve(standby + ".log")).content().contains("received fast shutdown request");

        await200("POST", "/children/" + standby + "/start");

        assertThat(child(standby).path("state").asText()).isEqualTo("RUNNING");
        assertThat(child(standby).path("last").path("end").asText()).isEqualTo("TAKEN_BACK");
    }

    @Test
    void nextLauncherEndsWhatWasInForceAndNeverStartsAFormerPrimaryBesideThePromotedOne() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        fault(primary, token, "kill", 3_600_000);
        fault("smartbav-redis", "redis-" + token, "freeze", 3_600_000);
        await200("POST", "/children/" + standby + "/promote");
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));

        end();
        assertThat(stopped()).isEmpty();
        launch();

        assertThat(named("primary")).isEqualTo(standby);
        assertThat(child(primary).path("role").asText()).isEqualTo("standby");
        assertThat(child(primary).path("last").path("end").asText()).isEqualTo("LAUNCHER_ENDED");
        assertThat(fault(primary, token, "kill", 1000).status()).isEqualTo(409);
        assertThat(number(ports.databaseAddress(), "SELECT count(*) FROM smartbav_probe.t WHERE id = " + counter))
                .isOne();
    }

    @Test
    void platformsOwnServersAreRefusedByNameAndStrangersAreUnknown() throws Exception {
        assertThat(fault("postgresql", token(), "kill", 1000).status()).isEqualTo(403);
        assertThat(fault("kafka", token(), "hold", 1000).status()).isEqualTo(403);
        assertThat(call("POST", "/children/redis/start", "").status()).isEqualTo(403);
        assertThat(fault("nobody", token(), "kill", 1000).status()).isEqualTo(404);
    }

    private void launch() throws IOException, InterruptedException {
        var platforms = Secrets.open(home.secrets());
        secrets = SampleSecrets.open(home.secrets());
        servers = new HighAvailability(home, ports, platforms, false);
        supervisor = new Supervisor(servers.children(), Duration.ofSeconds(1), (child, before, state, now) -> {});
        supervisor.startAll();
        servers.open(supervisor, List.of(), Set.of("postgresql", "kafka", "redis"));
        Supervisor watched = supervisor;
        watching = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                watched.watch();
                watching.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                watching.completeExceptionally(e);
            }
        });
    }

    private void end() throws Exception {
        servers.close();
        supervisor.close();
        watching.get(60, TimeUnit.SECONDS);
        for (var child : servers.children()) {
            child.stop();
        }
    }

    private String token() {
        return "f-" + ++counter;
    }

    private String named(String role) throws Exception {
        for (JsonNode child : children()) {
            if (child.path("role").asText().equals(role)) {
                return child.path("name").asText();
            }
        }
        throw new AssertionError("no " + role + " in " + children());
    }

    private JsonNode children() throws Exception {
        return call("GET", "/children", "").json().path("children");
    }

    private JsonNode child(String name) throws Exception {
        return call("GET", "/children/" + name, "").json();
    }

    private Said fault(String child, String token, String action, int expiresAfterMs) throws Exception {
        var order = JSON.createObjectNode()
                .put("token", token)
                .put("action", action)
                .put("expiresAfterMs", expiresAfterMs)
                .put("notAfter", Instant.now().plusSeconds(3600).toString());
        return call("PUT", "/children/" + child + "/fault", order.toString());
    }

    private record Said(int status, JsonNode json) {}

    private Said call(String method, String path, String body) throws Exception {
        return send(ports.controlDoor(), method, path, body);
    }

    /** Asks again while it is not done yet. */
    private JsonNode await200(String method, String path) throws Exception {
        var last = new ArrayList<Said>();
        await(method + " " + path, () -> {
            last.add(call(method, path, ""));
            assertThat(last.getLast().status()).as(last.getLast().toString()).isIn(200, 503);
            return last.getLast().status() == 200;
        });
        return last.getLast().json();
    }

    private void proxy(String method, String path, String body) throws Exception {
        assertThat(send(ports.faultProxy(), method, path, body).status()).isIn(200, 201, 204);
    }

    private Said send(int port, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + secrets.control())
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Said(response.statusCode(), JSON.readTree(response.body()));
    }

    private boolean canExecute(String command) {
        try {
            run(ports.databaseAddress(), command);
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void execute(String command) {
        try {
            run(ports.databaseAddress(), command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sqlState(int port, String command) {
        try {
            run(port, command);
            return "it worked";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private void run(int port, String command) throws SQLException {
        try (Connection connection = connect(port);
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private long number(int port, String query) throws SQLException {
        try (Connection connection = connect(port);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect(int port) throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:" + port + "/smartbav?connectTimeout=5&loginTimeout=5&socketTimeout=60";
        return DriverManager.getConnection(url, "smartbav_probe", secrets.probe());
    }

    /** Process ids below this JVM that stand still. */
    private static List<Long> stopped() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(HighAvailabilityIT::standsStill)
                .toList();
    }

    private static boolean standsStill(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void await(String what, Callable<Boolean> reached) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!reached.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
