package io.belastbar.faulttolerance.status;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that hang up while the insurer is silent. */
@QuarkusTest
class CancelledRequestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/hanging-insurer")
    URI endpoint;

    @Inject
    MeterRegistry metrics;

    @Test
    void theyOpenTheBreakerAndItRecoversByItself() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(askAndHangUp(PATIENCE)).isTrue();
        }
        await().atMost(PATIENCE).until(() -> timeouts() == 5);
        assertThat(metrics.counter(
                                "belastbar.breaker.transitions", "breaker", "hung-api", "from", "closed", "to", "open")
                        .count())
                .isEqualTo(1);

        await().atMost(PATIENCE).until(() -> askAndHangUp(Duration.ofMillis(100)));
        await().atMost(PATIENCE).until(() -> timeouts() >= 6);

        HangingInsurerResource.well = true;
        await().atMost(PATIENCE).until(() -> get("/hanging-insurer").statusCode() == 200);
        when().get("/api/v1/circuit-breaker-status").then().body("hung-api.status", is("CLOSED"));
    }

    /** True when the call reached the insurer before its client went away. */
    private boolean askAndHangUp(Duration wait) throws IOException, InterruptedException {
        try (Socket client = new Socket(endpoint.getHost(), endpoint.getPort())) {
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(endpoint.getPath(), endpoint.getHost());
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return HangingInsurerResource.REACHED.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private double timeouts() {
        return metrics.counter("belastbar.breaker.calls", "breaker", "hung-api", "outcome", "timeout")
                .count();
    }
}
