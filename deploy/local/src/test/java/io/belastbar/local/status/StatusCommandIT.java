package io.belastbar.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.Printed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    /** For whoever answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For who keeps silent. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);

    @TempDir
    Path home;

    private final Map<String, String> connection = new HashMap<>();

    @BeforeEach
    void makeHome() throws Exception {
        Files.createDirectories(home.resolve("run"));
        PrivateProperties.write(home.resolve("run/tokens.properties"), Map.of());
    }

    @Test
    void realServersAreReadyWithoutAnyPassword() throws Exception {
        for (String name :
                new String[] {"belastbar.postgresql.url", "kafka.bootstrap.servers", "belastbar.redis.url"}) {
            connection.put(name, TestInfrastructure.settings().get(name));
        }

        var printed = status();

        assertThat(printed.text()).contains("Everything is ready.").doesNotContain("not ready");
        assertThat(printed.text().lines().filter(line -> line.matches("  (postgresql|kafka|redis) +ready .*")))
                .hasSize(3);
        assertThat(printed.exitCode()).isZero();
    }

    @Test
    void whatIsRefusedDoesNotAnswer() throws Exception {
        int nobody = FreePorts.find(1).getFirst();
        putAll(nobody);

        var printed = status();

        assertThat(printed.text().lines().filter(line -> line.matches(" .* does not answer .*refused.*")))
                .hasSize(4);
        assertThat(printed.text()).contains("Not everything is ready.");
        assertThat(printed.exitCode()).isEqualTo(ExitCodes.ABORTED);
    }

    @Test
    void whatTakesTheConnectionAndKeepsSilentDoesNotAnswer() throws Exception {
        try (var silent = new ServerSocket(0, 50, LOOPBACK)) {
            putAll(silent.getLocalPort());

            var printed = status(IMPATIENCE);

            assertThat(printed.text().lines().filter(line -> line.matches(" .* does not answer .*nothing within.*")))
                    .hasSize(4);
        }
    }

    @Test
    void whatSendsAByteNowAndThenDoesNotAnswer() throws Exception {
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var dripping = new ServerSocket(0, 50, LOOPBACK)) {
            threads.submit(() -> {
                while (true) {
                    var socket = dripping.accept();
                    threads.submit(() -> {
                        while (!end.await(300, TimeUnit.MILLISECONDS)) {
                            socket.getOutputStream().write('H');
                        }
                        return null;
                    });
                }
            });
            connection.put("belastbar.url.budget", "http://127.0.0.1:" + dripping.getLocalPort());

            var printed = status(IMPATIENCE);

            assertThat(printed.text()).containsPattern("budget +does not answer .*nothing whole within");
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void serviceThatRefusesOrWhoseCheckHangsIsNotReadyAsLongAsItLives() throws Exception {
        var hang = new CountDownLatch(1);
        HttpServer refusing = server(503, null);
        HttpServer hanging = server(200, hang);
        try {
            connection.put(
                    "belastbar.url.budget",
                    "http://127.0.0.1:" + refusing.getAddress().getPort());
            connection.put(
                    "belastbar.url.chaos",
                    "http://127.0.0.1:" + hanging.getAddress().getPort());

            statusSays(text -> assertThat(text)
                    .containsPattern("budget +not ready .*503")
                    .containsPattern("chaos +not ready .*its readiness check does not come to its end"));
        } finally {
            hang.countDown();
            refusing.stop(0);
            hanging.stop(0);
        }
    }

    @Test
    void childThatWaitsIsSaidToWaitWithReasonAndNextTry() throws Exception {
        int nobody = FreePorts.find(1).getFirst();
        putAll(nobody);
        state(ProcessHandle.current().info().startInstant().orElseThrow().toString());

        var waiting = status();
        assertThat(waiting.text())
                .containsPattern("budget +waiting +for PostgreSQL; next try when it is back")
                .containsPattern("postgresql +starting")
                .containsPattern("redis +does not answer");
        state("2001-01-01T00:00:00Z");

        var launcherGone = status();
        assertThat(launcherGone.text())
                .containsPattern("budget +does not answer")
                .contains("The launcher has ended. Start it again with: belastbar up --home " + home);
    }

    @Test
    void controlDoorThatIsAwayIsSaidAndTheSamplesServersAreAskedAllTheSame() throws Exception {
        HttpServer other = server(401, null);
        try (var silent = new ServerSocket(0, 50, LOOPBACK)) {
            int nobody = FreePorts.find(1).getFirst();
            PrivateProperties.write(home.resolve("secrets.properties"), Map.of("sample.control", "t"));
            connection.put("belastbar.sample.smartbav-db-a", "postgresql://127.0.0.1:" + nobody);
            connection.put("belastbar.sample.smartbav-redis", "redis://127.0.0.1:" + silent.getLocalPort());
            connection.put(
                    "belastbar.sample.fault-proxy",
                    "http://127.0.0.1:" + other.getAddress().getPort());
            connection.put("belastbar.sample.control-door", "http://127.0.0.1:" + nobody);
            state(ProcessHandle.current().info().startInstant().orElseThrow().toString());

            var refused = statusSays(text -> assertThat(text)
                    .containsPattern("smartbav-db-a +held +fault f-1")
                    .containsPattern("smartbav-redis +does not answer +127.0.0.1:\\d+  \\(nothing within")
                    .containsPattern("fault-proxy +not ready .*401")
                    .containsPattern("control-door +does not answer +http://127.0.0.1:\\d+  \\(Connection refused\\)")
                    .contains("Roles and faults are not known while the control door does not answer."));
            assertThat(refused.exitCode()).isEqualTo(ExitCodes.ABORTED);

            connection.put("belastbar.sample.control-door", "http://127.0.0.1:" + silent.getLocalPort());
            assertThat(status(IMPATIENCE).text()).containsPattern("control-door +does not answer .*nothing");
            connection.remove("belastbar.sample.smartbav-redis");
            connection.put(
                    "belastbar.sample.control-door",
                    "http://127.0.0.1:" + other.getAddress().getPort());
            assertThat(status().text()).containsPattern("control-door +not ready .*status 401");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void homeWithoutAPlatformNamesTheCommandThatStartsOne() {
        var printed = Printed.by("status", "--home", home.toString());

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(printed.text())
                .isEqualTo("no platform runs on %1$s; start one with: belastbar up --home %1$s\n".formatted(home));
    }

    private void state(String launcherStarted) throws Exception {
        PrivateProperties.write(
                home.resolve("run/state.properties"),
                Map.of(
                        "launcher", ProcessHandle.current().pid() + " " + launcherStarted,
                        "budget", "- for PostgreSQL",
                        "smartbav-db-a", "held fault f-1",
                        "postgresql", "starting"));
    }

    private void putAll(int port) {
        connection.put("belastbar.postgresql.url", "postgresql://127.0.0.1:" + port + "/belastbar");
        connection.put("kafka.bootstrap.servers", "127.0.0.1:" + port);
        connection.put("belastbar.redis.url", "redis://:secret@127.0.0.1:" + port);
        connection.put("belastbar.url.budget", "http://127.0.0.1:" + port);
    }

    private Printed status() throws IOException {
        return status(PATIENCE);
    }

    private Printed status(Duration limit) throws IOException {
        writeConnection();
        return PatientStatus.within(limit, home);
    }

    private Printed statusSays(Consumer<String> facts) throws IOException {
        writeConnection();
        return PatientStatus.says(home, facts);
    }

    private void writeConnection() throws IOException {
        PrivateProperties.write(home.resolve("run/connection.properties"), connection);
    }

    private static HttpServer server(int status, CountDownLatch readyHangsUntil) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            if (readyHangsUntil != null && exchange.getRequestURI().getPath().endsWith("/ready")) {
                try {
                    readyHangsUntil.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
