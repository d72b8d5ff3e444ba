package io.belastbar.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutboundClientTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long PATIENCE_SECONDS = 60;
    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf ";

    private final OutboundClient client = new OutboundClient(LONG);

    @AfterEach
    void stop() {
        client.stop();
    }

    @Test
    void refusedConnectionIsSaidInWords() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatThrownBy(() -> client.send(URI.create("http://127.0.0.1:" + port), HttpCall.get("/")))
                .isInstanceOf(IOException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void silenceEndsWithTheTimeAndFreesTheConnection() throws Exception {
        try (var silent = new RoughServer(out -> {})) {
            assertTimesOut(silent);
            assertThat(silent.isLeftWithin(PATIENCE_SECONDS)).isTrue();
        }
    }

    /** Whether a request is there before so short a time is over is the machine's affair: it is sent until one was. */
    private void assertTimesOut(RoughServer server) {
        do {
            assertThatThrownBy(() -> client.send(server.uri(), HttpCall.get("/").within(SHORT)))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no whole answer within 300 ms");
        } while (server.received().isEmpty());
    }

    @Test
    void aBodyThatStopsHalfWayEndsWithTheTimeAndFreesTheConnection() throws Exception {
        try (var stopping = RoughServer.saying(HALF)) {
            assertTimesOut(stopping);
            assertThat(stopping.isLeftWithin(PATIENCE_SECONDS)).isTrue();
        }
    }

    @Test
    void aBodyThatDripsForEverEndsWithTheTime() throws Exception {
        try (var dripping = new RoughServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write("1\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(20);
            }
        })) {
            assertTimesOut(dripping);
            assertThat(dripping.isLeftWithin(PATIENCE_SECONDS)).isTrue();
        }
    }

    @Test
    void aBodyThatIsCutOffIsNoAnswer() throws Exception {
        try (var cutting = new RoughServer(out -> {
            out.write(HALF.getBytes(StandardCharsets.UTF_8));
            out.close();
        })) {
            assertThatThrownBy(
                            () -> client.send(cutting.uri(), HttpCall.get("/").within(LONG)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void aBodyOfTheLimitIsTakenAndOneByteMoreIsNot() throws Exception {
        try (var server = RoughServer.answering(200, "", "0123456789")) {
            var call = HttpCall.get("/").within(LONG);

            assertThat(client.send(server.uri(), call.upTo(10)).text()).isEqualTo("0123456789");
            assertThatThrownBy(() -> client.send(server.uri(), call.upTo(9)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the answer has more than 9 bytes");
        }
    }

    @Test
    void ofTenMegabytesTheRestIsNotRead() throws Exception {
        byte[] large = new byte[10 << 20];
        try (var server = new RoughServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.write(large);
        })) {
            assertThatThrownBy(() -> client.send(server.uri(), HttpCall.get("/").within(LONG)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 1048576 bytes");
            assertThat(server.isLeftWithin(PATIENCE_SECONDS)).isTrue();
        }
    }

    @Test
    void aChunkedBodyOfManyPiecesIsPutTogetherAndKeepsItsNul() throws Exception {
        try (var server = new RoughServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (int piece = 0; piece < 5_000; piece++) {
                out.write("2\r\nä\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.write("1\r\n\0\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        })) {
            var answer = client.send(server.uri(), HttpCall.get("/").within(LONG));

            assertThat(answer.text()).isEqualTo("ä".repeat(5_000) + "\0");
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (var elsewhere = RoughServer.answering(200, "", "secret");
                var server = RoughServer.answering(302, "Location: " + elsewhere.uri() + "\r\n", "")) {
            var answer = client.send(server.uri(), HttpCall.get("/").within(LONG));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void whoIsInterruptedStopsWaitingAndFreesTheConnection() throws Exception {
        var asked = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        try (var silent = new RoughServer(out -> asked.countDown())) {
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    client.send(silent.uri(), HttpCall.get("/").within(LONG));
                } catch (IOException | InterruptedException stopped) {
                    thrown.set(stopped);
                }
            });
            assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(caller.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(silent.isLeftWithin(PATIENCE_SECONDS)).isTrue();
        }
    }

    @Test
    void aPrefixOfTheServerStaysAndItsAddressCanBeCalledAsItIs() throws Exception {
        try (var server = RoughServer.answering(204, "", "")) {
            client.send(URI.create(server.uri() + "/prefix/"), HttpCall.get("/api?a=" + HttpCall.encoded("b c/ü")));
            client.send(URI.create(server.uri() + "/hook?key=1"), HttpCall.send("POST", "", "text/plain", "ü"));

            assertThat(server.received().get(0)).startsWith("GET /prefix/api?a=b%20c%2F%C3%BC HTTP/1.1");
            assertThat(server.received().get(1))
                    .startsWith("POST /hook?key=1 HTTP/1.1")
                    .endsWith("\r\n\r\nü");
        }
    }

    @Test
    void whatIsNoWebAddressIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> client.send(URI.create("postgresql://secret/db"), HttpCall.get("/")))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("secret");
    }
}
