package io.belastbar.web.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.web.outbound.RoughServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorClientTest {

    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String BUSY = "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n";
    private static final Duration AMPLE = Duration.ofSeconds(60);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Logger logger = Logger.getLogger(CollectorClient.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getLevel().getName() + " " + text(line));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private static String text(LogRecord line) {
        return new PatternFormatter("%s").format(line);
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    @Test
    void whatIsTakenIsSentOnce() throws Exception {
        try (RoughServer collector = answering(new ArrayDeque<>(), GOOD)) {
            CollectorClient client = client(collector.uri(), AMPLE);
            for (int batch = 0; batch < 50; batch++) {
                assertThat(isTaken(client, "batch-" + batch)).isTrue();
            }
            assertThat(collector.received()).hasSize(50).doesNotHaveDuplicates();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsRefusedForNowIsSentAgainLaterAndLaterAndNotToldOnceItArrives() throws Exception {
        try (RoughServer collector = answering(new ArrayDeque<>(List.of(BUSY, BUSY)), GOOD)) {
            assertThat(isTaken(client(collector.uri(), AMPLE), "a")).isTrue();

            assertThat(collector.received()).hasSize(3);
            long first = arrivals.get(1) - arrivals.get(0);
            long second = arrivals.get(2) - arrivals.get(1);
            assertThat(Duration.ofNanos(first)).isGreaterThan(Duration.ofMillis(390));
            assertThat(Duration.ofNanos(second)).isGreaterThan(Duration.ofMillis(790));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsRefusedAllTheTimeIsGivenUpAfterSomeAttemptsAndToldOnce() throws Exception {
        try (RoughServer collector = answering(new ArrayDeque<>(), BUSY)) {
            assertThat(isTaken(client(collector.uri(), AMPLE), "a")).isFalse();

            assertThat(collector.received()).hasSize(5);
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("HTTP 503", "endpoint=" + collector.uri() + "/v1/traces", "spans=1", "attempts=5");
            assertThat(failures("status")).isOne();
            assertThat(lost("failed")).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 401 x|Content-Length: 0||, status, HTTP 401, 60000",
        "HTTP/1.1 503 x|Retry-After: 86400|Content-Length: 0||, status, HTTP 503, 60000",
        "HTTP/1.1 302 x|Location: http://127.0.0.1:1/|Content-Length: 0||, status, HTTP 302, 60000",
        "HTTP/1.1 200 x|Content-Type: text/html|Content-Length: 2||ab, answer, HTML, 60000",
        "neither HTTP nor anything else||, answer, not HTTP, 60000",
        "HTTP/1.1 200 x|Content-Length: 70000||short, timeout, no answer within 2000 ms, 2000",
        "'', timeout, no answer within 2000 ms, 2000",
    })
    void everyFailureIsToldOnceAndCounted(String answer, String cause, String text, long limit) throws Exception {
        try (RoughServer collector = answering(new ArrayDeque<>(), answer.replace("|", "\r\n"))) {
            assertThat(isTaken(client(collector.uri(), Duration.ofMillis(limit)), "a"))
                    .isFalse();

            await().atMost(AMPLE)
                    .untilAsserted(() -> assertThat(collector.received()).hasSize(1));
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains(text, "endpoint=" + collector.uri() + "/v1/traces", "attempts=1")
                    .doesNotContain("of-the-collector");
            assertThat(failures(cause)).isOne();
        }
    }

    /** Field 1 of the answer is the partial success, of which field 1 is the number of rejected spans. */
    @ParameterizedTest
    @CsvSource({
        "0a020801, 1",
        "0a0908031205746f6f6f6c, 2",
        "0a0612046f6f6f6c, 0",
        "'', 0",
        "676172626167, 0",
        "0a7f08, 0"
    })
    void whatACollectorRejectsOfABatchThatItTookIsToldAndCounted(String answer, int lost) throws Exception {
        byte[] body = HexFormat.of().parseHex(answer);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + body.length;
        try (RoughServer collector =
                answering(new ArrayDeque<>(), head + "\r\n\r\n" + new String(body, StandardCharsets.ISO_8859_1))) {
            CollectorClient client = client(collector.uri(), AMPLE);
            assertThat(client.export(List.of(span("a"), span("b")))
                            .join(90, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();

            await().atMost(AMPLE)
                    .untilAsserted(() -> assertThat(lost("rejected")).isEqualTo(lost));
            assertThat(collector.received()).hasSize(1);
        }
        assertThat(lost("failed")).isZero();
        assertThat(told).hasSize(lost == 0 ? 0 : 1).allSatisfy(line -> assertThat(line)
                .startsWith("WARN")
                .contains("rejected by the collector", "spans=2")
                .doesNotContain("ool"));
    }

    @Test
    void aCollectorThatIsNotThereIsToldOnce() throws Exception {
        URI gone;
        try (RoughServer collector = answering(new ArrayDeque<>(), GOOD)) {
            gone = collector.uri();
        }
        assertThat(isTaken(client(gone, AMPLE), "a")).isFalse();

        assertThat(told).singleElement().asString().contains("no connection", "attempts=5");
        assertThat(failures("connection")).isOne();
    }

    @Test
    void aServiceThatEndsSendsOnceAndWaitsForNothing() throws Exception {
        try (RoughServer collector = answering(new ArrayDeque<>(), BUSY)) {
            CollectorClient client = client(collector.uri(), AMPLE);
            client.end(null);

            assertThat(isTaken(client, "a")).isFalse();
            assertThat(collector.received()).hasSize(1);
        }
    }

    @Test
    void theEndpointIsShownWithoutWhatIsSecretAndAnOddOneIsRefused() {
        assertThat(CollectorConfig.address("http://user:secret@h:1/prefix/?key=secret"))
                .hasToString("http://h:1/prefix/v1/traces");
        assertThatThrownBy(() -> CollectorConfig.address("user:secret@h"))
                .hasMessageContaining("quarkus.otel.exporter.otlp.endpoint")
                .hasMessageNotContaining("secret");
    }

    private RoughServer answering(Deque<String> first, String then) throws IOException {
        return new RoughServer((OutputStream out) -> {
            arrivals.add(System.nanoTime());
            String answer = first.isEmpty() ? then : first.poll();
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    private CollectorClient client(URI collector, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(CollectorConfig.address(collector.toString()))
                .header("Authorization", "Bearer of-the-collector");
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new CollectorClient(request, false, timeout, http, metrics);
    }

    private static boolean isTaken(CollectorClient client, String name) {
        return client.export(List.of(span(name))).join(90, TimeUnit.SECONDS).isSuccess();
    }

    private double lost(String reason) {
        return metrics.counter("belastbar.traces.spans.lost", "reason", reason).count();
    }

    private double failures(String cause) {
        return metrics.counter("belastbar.traces.export.failures", "cause", cause)
                .count();
    }

    private static SpanData span(String name) {
        return TestSpanData.builder()
                .setName(name)
                .setKind(SpanKind.SERVER)
                .setStartEpochNanos(1)
                .setEndEpochNanos(2)
                .setHasEnded(true)
                .setStatus(StatusData.ok())
                .build();
    }
}
