package io.belastbar.local.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunFollowerTest {
    private static final String FIRST = """
            event: progress
            id: 1
            data: {}

            """;
    private static final String LAST = """
            event: finished
            id: 2
            data: {}

            """;

    @TempDir
    Path home;

    private final List<String> resumedAfter = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/run", exchange -> send(exchange, "application/json", "{\"verdict\":\"PASSED\"}", true));
        server.start();
        Files.createDirectories(home.resolve("run"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        PrivateProperties.write(home.resolve("run/connection.properties"), Map.of("belastbar.url.loadtest", url));
        PrivateProperties.write(home.resolve("run/tokens.properties"), Map.of("viewer", "v"));
    }

    @AfterEach
    void stopServer() {
        end.countDown();
        server.stop(0);
    }

    /** A busy machine may find it silent before its first event has come: then it is asked from the beginning again. */
    @Test
    void streamThatFallsSilentIsOpenedAgainAfterItsLastEvent() throws Exception {
        progress(false);

        assertThat(follow(Duration.ofMillis(500))).contains("the progress stream is silent; opening it again");
        assertThat(resumedAfter).first().isEqualTo("null");
        assertThat(resumedAfter).last().isEqualTo("1");
    }

    @Test
    void streamThatBreaksIsOpenedAgainAfterItsLastEvent() throws Exception {
        progress(true);

        follow(Duration.ofSeconds(60));

        assertThat(resumedAfter).containsExactly("null", "1");
    }

    /** Sends the first event and then ends, or is silent; whoever has that one hears that the run has finished. */
    private void progress(boolean ends) {
        server.createContext("/run/progress", exchange -> {
            String last = String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            resumedAfter.add(last);
            boolean hasFirst = last.equals("1");
            send(exchange, "text/event-stream", hasFirst ? LAST : FIRST, hasFirst || ends);
        });
    }

    private String follow(Duration silence) throws Exception {
        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var line = new ProgressLine(out, false, ReportLanguage.EN);
        var follower = new RunFollower(ApiClient.of(new BelastbarHome(home)), out, line, ReportLanguage.EN, silence);

        var run = follower.follow("/run");

        assertThat(run.path("verdict").asText()).isEqualTo("PASSED");
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void send(HttpExchange exchange, String type, String body, boolean ends) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        if (!ends) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.close();
    }
}
