package io.belastbar.local.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StreamFollowerTest {
    /** For what must be found silent. */
    private static final Duration SILENCE_MAX = Duration.ofMillis(500);
    /** For what a busy machine must not find silent. */
    private static final Duration LONG_SILENCE_MAX = Duration.ofSeconds(60);

    private static final String END = "event: finished\nid: 9\ndata: {}\n\n";

    @TempDir
    Path home;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> resumedAfter = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** What a connection, counted from 1, is answered. */
    private interface Answer {
        void write(int connection, OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Files.createDirectories(home.resolve("run"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        PrivateProperties.write(home.resolve("run/connection.properties"), Map.of("belastbar.url.chaos", url));
        PrivateProperties.write(home.resolve("run/tokens.properties"), Map.of("viewer", "v"));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void eventsOfEveryKindAreToldInOrderAndTheEndIsNot() throws Exception {
        progress((connection, out) -> write(out, "event: injected\nid: 1\ndata: a\ndata: b\n\ndata: c\n\n" + END));

        follow(LONG_SILENCE_MAX);

        assertThat(told).containsExactly("injected a\nb", " c");
        assertThat(notes).isEmpty();
    }

    /** What came before a broken connection may be lost with it: then it is asked for again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAStreamCutOffInAnEventNothingIsLostOrToldTwice(boolean endsWell) throws Exception {
        progress((connection, out) -> {
            String last = resumedAfter.getLast();
            write(out, last.equals("null") ? "event: injected\nid: 1\ndata: a\n\n" : "");
            write(out, last.equals("2") ? "" : "event: cleared\nid: 2\ndata: ha");
            if (connection > 1) {
                write(out, last.equals("2") ? END : "lf\n\n" + END);
            }
            if (endsWell || connection > 2) {
                out.close();
            }
        });

        follow();

        assertThat(told).containsExactly("injected a", "cleared half");
        assertThat(resumedAfter).startsWith("null").hasSizeGreaterThan(1);
    }

    /** Between two of them a busy machine may be silent for a while: for less than one of these lengths. */
    @Test
    void commentsKeepAQuietStreamOpen() throws Exception {
        var silenceMax = new AtomicReference<Duration>(Duration.ofSeconds(1));
        progress((connection, out) -> {
            for (long end = System.nanoTime() + 2 * silenceMax.get().toNanos(); System.nanoTime() < end; ) {
                write(out, ":\n");
                Thread.sleep(20);
            }
            write(out, END);
        });

        follow(silenceMax.get());
        while (!notes.isEmpty() && silenceMax.get().compareTo(Duration.ofSeconds(16)) < 0) {
            notes.clear();
            resumedAfter.clear();
            silenceMax.updateAndGet(length -> length.multipliedBy(2));
            follow(silenceMax.get());
        }

        assertThat(notes).isEmpty();
        assertThat(resumedAfter).containsExactly("null");
    }

    @Test
    void aServiceThatIsGoneIsAFailureInWords() {
        server.stop(0);

        assertThatThrownBy(this::follow).isInstanceOf(CommandFailure.class).hasMessageContaining("nobody answers");
    }

    private void progress(Answer answer) {
        server.createContext("/work/progress", exchange -> {
            try (exchange) {
                resumedAfter.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
                exchange.sendResponseHeaders(200, 0);
                answer.write(resumedAfter.size(), exchange.getResponseBody());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void follow() throws IOException, InterruptedException {
        follow(SILENCE_MAX);
    }

    private void follow(Duration silenceMax) throws IOException, InterruptedException {
        var api = ApiClient.of(new BelastbarHome(home));
        new StreamFollower(api, "chaos", silenceMax, (name, data) -> told.add(name + " " + data), notes::add)
                .follow("/work");
    }
}
