package io.belastbar.web.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.web.outbound.RoughServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * A collector that is not there, then fails in one way after another, then works: no request hears of it, the log says so a
 * few times, and what is traced afterwards arrives.
 */
@QuarkusTest
@TestProfile(AwayProfile.class)
class FailingCollectorIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LINES_MAX = 30;

    private static final String[] FAILURES = {
        "HTTP/1.1 500 x\r\nContent-Length: 3\r\n\r\n\u0000no",
        "HTTP/1.1 503 x\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ngarbage",
        "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\nshort",
        "neither HTTP nor anything else\r\n\r\n",
        "\u0000\u0000\u0000",
        "",
    };

    private final AtomicReference<String> answer = new AtomicReference<>(FAILURES[0]);

    @Test
    void requestsGoOnWhateverTheCollectorDoesAndItsReturnIsNoticed() throws Exception {
        try (ConsoleLines lines = ConsoleLines.open()) {
            ask("refused");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(String.join("\n", lines.written()))
                    .contains("Failed to export"));

            try (RoughServer collector = new RoughServer(AwayProfile.port(), this::answer)) {
                for (String failure : FAILURES) {
                    answer.set(failure);
                    int before = collector.received().size();
                    ask("fails");
                    await().atMost(LIMIT).until(() -> collector.received().size() > before);
                }

                answer.set("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                await().atMost(LIMIT).untilAsserted(() -> {
                    ask("arrives");
                    assertThat(collector.received()).anyMatch(export -> export.contains("trace-probe/arrives"));
                });
            }
            assertThat(lines.written()).hasSizeLessThan(LINES_MAX);
        }
    }

    private void answer(java.io.OutputStream out) throws java.io.IOException {
        out.write(answer.get().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void ask(String item) {
        given().get("/api/v1/trace-probe/" + item).then().statusCode(200);
    }
}
