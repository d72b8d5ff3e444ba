package io.belastbar.web.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.outbound.RoughServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace has of a request, what it has not, and what a collector that hangs does to requests: nothing. */
@QuarkusTest
@TestProfile(TracedProfile.class)
class HttpTraceIT {

    private static final String CALLER = "00f067aa0ba902b7";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TracedProfile.InMemorySpanExporterKept kept;

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Test
    void aRequestsSpanIsNamedByItsRouteAndTellsNothingOfTheCaller() {
        traced().header("X-Forwarded-For", "192.0.2.7")
                .get("/api/v1/trace-probe/a?name=Erika%20Mustermann")
                .then()
                .statusCode(200);

        SpanData span = spans(SpanKind.SERVER, 1).getFirst();
        assertThat(span.getName()).isEqualTo("GET /api/v1/trace-probe/{item}");
        assertThat(span.getParentSpanId()).isEqualTo(CALLER);
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        assertThat(span.toString()).doesNotContain("Mustermann", "127.0.0.1", "192.0.2.7");
    }

    @Test
    void whatAFailureSaysIsInTheLogAndNotInTheTrace() {
        traced().body("salary of employee 4711")
                .post("/api/v1/trace-probe/a/fail")
                .then()
                .statusCode(500);

        assertThat(spans(SpanKind.SERVER, 1).toString()).doesNotContain("4711");
    }

    @Test
    void aPeersAnswerBelongsToTheTraceAndItsSpanSaysNeitherQueryNorToken() throws Exception {
        String ok = "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n";
        try (var peer = RoughServer.saying(ok)) {
            System.setProperty("belastbar.url.loadtest", peer.uri().toString());
            traced().header("tracestate", "vendor=1")
                    .get("/api/v1/trace-probe/a/peer")
                    .then()
                    .statusCode(200);

            SpanData call = spans(SpanKind.CLIENT, 1).getFirst();
            SpanData request = spans(SpanKind.SERVER, 1).getFirst();
            assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(peer.received())
                    .singleElement()
                    .asString()
                    .contains("traceparent: 00-" + trace + "-" + call.getSpanId() + "-01")
                    .doesNotContainIgnoringCase("tracestate");
            assertThat(call.getName()).isEqualTo("GET");
            assertThat(call.getAttributes().asMap().toString())
                    .contains("peer.service=loadtest-service", "error.type=404")
                    .doesNotContain("secret", "Bearer");
        } finally {
            System.clearProperty("belastbar.url.loadtest");
        }
    }

    @Test
    void serversOfOthersHearOfNoTrace() throws Exception {
        try (var other = RoughServer.answering(200, "", "")) {
            traced().get("/api/v1/trace-probe/a/elsewhere?at=" + other.uri())
                    .then()
                    .statusCode(200);

            assertThat(other.received()).singleElement().asString().doesNotContainIgnoringCase("traceparent");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "00-0-0-01", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "-", "%00"})
    void anOddTraceIsAsNone(String odd) {
        given().header("traceparent", odd)
                .header("tracestate", "=,,\u00e4=")
                .header("baggage", "a=b;;;=,")
                .get("/api/v1/trace-probe/a")
                .then()
                .statusCode(200);
    }

    @Test
    void aTraceOfSevenThousandCharactersIsAsNoneAndOneWithNulIsRefusedAsAnyHeaderWithNulIs() throws Exception {
        given().header("traceparent", "cc-" + "x".repeat(7_000))
                .get("/api/v1/trace-probe/a")
                .then()
                .statusCode(200);

        assertThat(raw("traceparent: 00-\u0000")).startsWith("HTTP/1.1 400");
        assertThat(raw("traceparent: one\r\ntraceparent: another")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aCollectorThatNeverAnswersHoldsUpNoRequestAndFillsNoLog() {
        try (ConsoleLines lines = ConsoleLines.open()) {
            for (int number = 0; number < 5 * TracedProfile.QUEUE; number++) {
                traced().get("/api/v1/trace-probe/" + number).then().statusCode(200);
            }

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> SilentCollector.heard().isPresent());
            assertThat(SilentCollector.heard().orElseThrow()).startsWith("POST /v1/traces HTTP/1.1");
            assertThat(lines.written()).hasSizeLessThan(20);
        }
    }

    @Test
    void spansWaitInAThreadThatIsThereOnlyWhereTracesAreOn() {
        assertThat(ExporterThreads.names())
                .as("UntracedIT looks for it by its name")
                .isNotEmpty();
    }

    @Test
    void aLineIsOneJsonWithItsTraceAndItsKeysWhateverStandsInIt() throws Exception {
        String odd = "two\nlines, \"quoted\", \u0000, \u2028, runId=forged";
        try (ConsoleLines lines = ConsoleLines.open()) {
            traced().contentType("text/plain;charset=UTF-8")
                    .body(odd.getBytes(StandardCharsets.UTF_8))
                    .post("/api/v1/trace-probe/r-1/log")
                    .then()
                    .statusCode(204);

            List<String> written = lines.written().stream()
                    .filter(line -> line.contains("Probed"))
                    .toList();
            assertThat(written).hasSize(1);
            JsonNode line = JSON.readTree(written.getFirst());
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("message").asText()).startsWith("Probed: " + odd);
            assertThat(line.path("exception").path("exceptionType").asText())
                    .isEqualTo("java.lang.IllegalStateException");
            assertThat(line.path("exception").path("frames")).isNotEmpty();
            JsonNode keys = line.path("mdc");
            assertThat(keys.path("traceId").asText()).isEqualTo(trace);
            assertThat(keys.path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(keys.path("runId").asText()).isEqualTo("r-1");
            assertThat(keys.path("topic").asText()).isEqualTo(odd);
        }
    }

    private RequestSpecification traced() {
        return given().header("traceparent", "00-" + trace + "-" + CALLER + "-01");
    }

    private static String raw(String header) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/trace-probe/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private List<SpanData> spans(SpanKind kind, int atLeast) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> kept.spans().getFinishedSpanItems().stream()
                                .filter(span -> span.getTraceId().equals(trace) && span.getKind() == kind)
                                .toList(),
                        found -> found.size() >= atLeast);
    }
}
