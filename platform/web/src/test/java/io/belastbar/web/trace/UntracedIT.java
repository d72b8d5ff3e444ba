package io.belastbar.web.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.web.outbound.RoughServer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As it is where nobody switched traces on. {@link HttpTraceIT} shows the same where somebody did. */
@QuarkusTest
class UntracedIT {

    @Test
    void noThreadWaitsForSpans() {
        given().get("/api/v1/trace-probe/a").then().statusCode(200);

        // What an application before this one had may just be ending.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ExporterThreads.names()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-%s-00f067aa0ba902b7-01", "garbage"})
    void aCallersTraceIsNoFaultAndNoPeerAndNoLineHearsOfIt(String form) throws Exception {
        String trace = UUID.randomUUID().toString().replace("-", "");
        String ok = "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n";
        try (var peer = RoughServer.saying(ok);
                ConsoleLines lines = ConsoleLines.open()) {
            System.setProperty("belastbar.url.loadtest", peer.uri().toString());
            given().header("traceparent", form.formatted(trace))
                    .header("tracestate", "a=b")
                    .get("/api/v1/trace-probe/a/peer")
                    .then()
                    .statusCode(200);
            given().header("traceparent", form.formatted(trace))
                    .contentType("text/plain")
                    .body("said")
                    .post("/api/v1/trace-probe/a/log")
                    .then()
                    .statusCode(204);

            assertThat(peer.received())
                    .singleElement()
                    .asString()
                    .doesNotContainIgnoringCase("traceparent")
                    .doesNotContainIgnoringCase("tracestate");
            assertThat(lines.written()).anyMatch(line -> line.contains("Probed: said"));
            assertThat(String.join("\n", lines.written())).doesNotContain(trace);
        } finally {
            System.clearProperty("belastbar.url.loadtest");
        }
    }
}
