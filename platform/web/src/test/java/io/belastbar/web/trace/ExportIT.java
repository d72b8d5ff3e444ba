package io.belastbar.web.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.web.outbound.RoughServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A collector gets each batch once, and one that refuses the token is told of. */
@QuarkusTest
@TestProfile(ListeningProfile.class)
class ExportIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BATCHES = 10;

    @Inject
    CollectorConfig config;

    private final AtomicReference<String> answer = new AtomicReference<>("200 OK");

    @Test
    void aCollectorGetsEachBatchOnceAndARefusedTokenIsTold() throws Exception {
        try (ConsoleLines lines = ConsoleLines.open();
                RoughServer collector = new RoughServer(
                        ListeningProfile.port(),
                        out -> out.write(("HTTP/1.1 " + answer.get() + "\r\nContent-Length: 0\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1)))) {
            await().atMost(LIMIT).until(() -> ask() && collector.received().size() >= BATCHES);
            assertThat(collector.received()).doesNotHaveDuplicates().allSatisfy(export -> assertThat(export)
                    .startsWith("POST /v1/traces HTTP/1.1")
                    .contains("Bearer of-the-collector", "application/x-protobuf")
                    .containsIgnoringCase("Content-Encoding: gzip"));
            assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(1));

            answer.set("401 Unauthorized");
            await().atMost(LIMIT)
                    .until(() -> ask()
                            && lines.written().stream()
                                    .anyMatch(line -> line.contains("Failed to export spans: HTTP 401")));
            assertThat(lines.written())
                    .filteredOn(line -> line.contains("HTTP 401"))
                    .allSatisfy(line -> assertThat(line)
                            .contains("\"level\":\"WARN\"", "127.0.0.1:" + ListeningProfile.port())
                            .doesNotContain("of-the-collector"));
            assertThat(given().get("/q/metrics").asString())
                    .containsPattern("belastbar_traces_export_failures_total\\{[^}]*cause=\"status\"[^}]*} [1-9]");
        }
    }

    private static boolean ask() {
        return given().get("/api/v1/trace-probe/a").statusCode() == 200;
    }
}
