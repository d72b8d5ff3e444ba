package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The sample's own servers on a home of their own, and their door as a caller finds it. */
class RunningServers {
    static final Duration LIMIT = Duration.ofSeconds(90);
    /** For who may find nobody at the address. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(5);
    /** For everybody else. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Set<String> PLATFORMS_OWN = Set.of("postgresql", "kafka", "redis", "chaos");
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    BelastbarHome home;
    SamplePorts ports;
    SampleSecrets secrets;
    HighAvailability servers;
    int counter;
    private Supervisor supervisor;
    private CompletableFuture<Void> watching;

    void make(Path folder, int base) throws IOException {
        home = new BelastbarHome(folder);
        home.create();
        ports = new SamplePorts(base);
    }

    void launch() throws IOException, InterruptedException {
        var platforms = Secrets.open(home.secrets());
        secrets = SampleSecrets.open(home.secrets());
        servers = new HighAvailability(home, ports, platforms, false);
        supervisor = new Supervisor(servers.children(), Duration.ofSeconds(1), (child, before, state, now) -> {});
        supervisor.startAll();
        servers.open(supervisor, List.of(), PLATFORMS_OWN);
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

    void end() throws Exception {
        servers.close();
        supervisor.close();
        watching.get(60, TimeUnit.SECONDS);
        for (var child : servers.children()) {
            child.stop();
        }
    }

    String token() {
        return "f-" + ++counter;
    }

    String named(String role) throws Exception {
        for (JsonNode child : children()) {
            if (child.path("role").asText().equals(role)) {
                return child.path("name").asText();
            }
        }
        throw new AssertionError("no " + role + " in " + children());
    }

    JsonNode children() throws Exception {
        return call("GET", "/children", "").json().path("children");
    }

    JsonNode child(String name) throws Exception {
        return call("GET", "/children/" + name, "").json();
    }

    Said fault(String child, String token, String action, int expiresAfterMs) throws Exception {
        var order = JSON.createObjectNode()
                .put("token", token)
                .put("action", action)
                .put("expiresAfterMs", expiresAfterMs)
                .put("notAfter", Instant.now().plusSeconds(3600).toString());
        return call("PUT", "/children/" + child + "/fault", order.toString());
    }

    record Said(int status, JsonNode json) {}

    Said call(String method, String path, String body) throws Exception {
        return send(ports.controlDoor(), method, path, body);
    }

    /** Asks again while it is not done yet. */
    JsonNode await200(String method, String path) throws Exception {
        return await200(method, path, "");
    }

    JsonNode await200(String method, String path, String body) throws Exception {
        var last = new ArrayList<Said>();
        await(method + " " + path, () -> {
            last.add(call(method, path, body));
            assertThat(last.getLast().status()).as(last.getLast().toString()).isIn(200, 503);
            return last.getLast().status() == 200;
        });
        return last.getLast().json();
    }

    void proxy(String method, String path, String body) throws Exception {
        assertThat(send(ports.faultProxy(), method, path, body).status()).isIn(200, 201, 204);
    }

    Said send(int port, String method, String path, String body) throws Exception {
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

    boolean canExecute(String command) {
        try (Connection connection = connect(ports.databaseAddress(), HANGS_AFTER);
                var statement = connection.createStatement()) {
            statement.execute(command);
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    void execute(String command) {
        try {
            run(ports.databaseAddress(), command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String sqlState(int port, String command) {
        try {
            run(port, command);
            return "it worked";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    void run(int port, String command) throws SQLException {
        try (Connection connection = connect(port, PATIENCE);
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    long number(int port, String query) throws SQLException {
        try (Connection connection = connect(port, PATIENCE);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect(int port, Duration patience) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/smartbav?connectTimeout=%2$d&loginTimeout=%2$d&socketTimeout=60"
                .formatted(port, patience.toSeconds());
        return DriverManager.getConnection(url, "smartbav_probe", secrets.probe());
    }

    /** Process ids below this JVM that stand still. */
    static List<Long> stopped() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(RunningServers::standsStill)
                .toList();
    }

    static boolean standsStill(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException gone) {
            return false;
        }
    }

    static void await(String what, Callable<Boolean> reached) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!reached.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
