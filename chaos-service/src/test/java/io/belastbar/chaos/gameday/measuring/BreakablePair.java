package io.belastbar.chaos.gameday.measuring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.chaos.measure.Forwarder;
import io.belastbar.chaos.measure.Pair;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/**
 * A primary and its standby that are none of the platform's, behind a control door as the launcher has one. They are
 * started by the first who wants them: most tests of the module do not.
 */
public final class BreakablePair implements QuarkusTestResourceLifecycleManager {
    /** With the last write, which may not have been confirmed, more than a test asks for. */
    private static final int ROWS_ALONE = 10;

    private static final String SELECT = "SELECT sequence FROM belastbar_probe";

    private Path folder;
    private Forwarder address;
    private HttpServer door;
    private int alonePort;
    private Pair pair;
    private EmbeddedPostgres alone;
    private String fault;
    private boolean broken;
    private boolean promoted;
    private boolean reseeded;
    private Set<Long> survivors = Set.of();
    private Instant promotedAt = Instant.MAX;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("belastbar-pair-");
            address = new Forwarder(0);
            alonePort = FreePorts.block(1);
            door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        door.createContext("/", this::answer);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.start();
        Map<String, String> settings = new HashMap<>();
        target(settings, "pair-db", "postgresql://127.0.0.1:" + address.address() + "/postgres");
        target(settings, "pair-db-old", "postgresql://127.0.0.1:" + alonePort + "/postgres");
        target(settings, "pair-absent", "postgresql://127.0.0.1:1/postgres");
        target(settings, "pair-control", "http://127.0.0.1:" + door.getAddress().getPort());
        settings.put("belastbar.credentials.pair-control.token", "door-token");
        login(settings, "pair-db", "probe", Pair.PASSWORD);
        login(settings, "pair-wrong", "probe", "ge heim'ä");
        login(settings, "pair-no-rights", "nobody \"Müller\"", Pair.PASSWORD);
        return settings;
    }

    private static void target(Map<String, String> settings, String name, String url) {
        settings.put("belastbar.targets." + name + ".url", url);
        settings.put("belastbar.targets." + name + ".environment", "local");
    }

    private static void login(Map<String, String> settings, String name, String user, String password) {
        settings.put("belastbar.credentials." + name + ".username", user);
        settings.put("belastbar.credentials." + name + ".password", password);
    }

    /** Starts a pair, a new one where the one before was broken. */
    synchronized void begin() throws Exception {
        if (pair != null && !broken) {
            return;
        }
        end();
        broken = false;
        Path own = Files.createTempDirectory(folder, "pair-");
        pair = new Pair(own, false, address);
        try (Connection admin = pair.primary().connect("postgres")) {
            admin.createStatement().execute("CREATE ROLE \"nobody \"\"Müller\"\"\" LOGIN PASSWORD 'secret'");
        }
        fault = null;
        promoted = false;
        reseeded = false;
    }

    private void end() throws IOException {
        if (pair != null) {
            pair.close();
            pair = null;
        }
    }

    /** The rows of the new primary when it took over, before anybody could write to it. */
    synchronized Set<Long> survivors() {
        return survivors;
    }

    synchronized Instant promotedAt() {
        return promotedAt;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            try {
                byte[] shown = does(call, body).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, shown.length);
                exchange.getResponseBody().write(shown);
            } catch (SQLException | IllegalStateException failed) {
                failed.printStackTrace();
                exchange.sendResponseHeaders(503, -1);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized String does(String call, String body) throws IOException, SQLException, InterruptedException {
        if (call.startsWith("PUT /children/a/fault")) {
            fault = new ObjectMapper().readTree(body).path("token").asText();
            broken = true;
            pair.primary().kill();
        } else if (call.startsWith("DELETE /children/a/fault")) {
            if (promoted && !reseeded) {
                pair.reseed();
                reseeded = true;
            } else if (!promoted) {
                pair.primary().start();
            }
            fault = null;
        } else if (call.equals("POST /silence")) {
            broken = true;
            pair.silenceReplication();
            awaitRowsThatStayAlone();
        } else if (call.equals("POST /children/b/promote")) {
            pair.standby().promote(Duration.ofSeconds(120));
            survivors = rows(pair.standby());
            promoted = true;
            promotedAt = Instant.now();
            address.leadTo(pair.standby().port());
        } else if (call.equals("POST /children/a/start-alone")) {
            alone = pair.alone(alonePort);
            alone.start();
        } else if (call.equals("POST /children/a/stop-alone")) {
            alone.kill();
        }
        return """
                {"children":[
                 {"name":"a","kind":"postgresql","role":"%s","state":"%s","address":"127.0.0.1:%d","fault":%s},
                 {"name":"b","kind":"postgresql","role":"%s","state":"RUNNING","address":"127.0.0.1:%d","fault":null}]}""".formatted(
                        promoted ? "standby" : "primary",
                        fault == null ? "RUNNING" : "KILLED",
                        pair.primary().port(),
                        fault == null ? "null" : '"' + fault + '"',
                        promoted ? "primary" : "standby",
                        pair.standby().port());
    }

    /** So many that the standby never sees, however slowly the probe writes. */
    private void awaitRowsThatStayAlone() throws SQLException {
        int before = rows(pair.primary()).size();
        await().atMost(Duration.ofSeconds(60)).until(() -> rows(pair.primary()).size() >= before + ROWS_ALONE);
    }

    private static Set<Long> rows(EmbeddedPostgres server) throws SQLException {
        Set<Long> rows = new TreeSet<>();
        try (Connection admin = server.connect("postgres");
                ResultSet row = admin.createStatement().executeQuery(SELECT)) {
            while (row.next()) {
                rows.add(row.getLong(1));
            }
        }
        return rows;
    }

    @Override
    public synchronized void stop() {
        try {
            door.stop(0);
            end();
            address.close();
            PrivateFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(BreakablePair.class));
    }
}
