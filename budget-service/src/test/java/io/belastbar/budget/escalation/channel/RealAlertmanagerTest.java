package io.belastbar.budget.escalation.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Alertmanager itself, where it is installed. */
class RealAlertmanagerTest {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private Process alertmanager;
    private URI address;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "Alertmanager is not installed: " + PROGRAM);
        var port = freePort();
        address = URI.create("http://127.0.0.1:" + port);
        var configuration = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: { receiver: nobody, group_wait: 1s }
                receivers: [ { name: nobody } ]
                templates: []
                """);
        alertmanager = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + folder,
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> alerts().isArray() || !alertmanager.isAlive());
        assertThat(alertmanager.isAlive())
                .as(Files.readString(folder.resolve("log")))
                .isTrue();
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.destroy();
        }
    }

    @Test
    void whatFiresIsShownAndGoesWhenItIsOver() throws Exception {
        var messages = Bench.to(address, Map.of("belastbar.escalation.public-url", "https://belastbar.example"));
        var delivery = Bench.delivery(Bench.alertmanager(null));

        messages.send(delivery, ZoneOffset.UTC, Instant.now().plusSeconds(240));
        messages.send(delivery, ZoneOffset.UTC, Instant.now().plusSeconds(300));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts()).singleElement().satisfies(alert -> {
                    assertThat(alert.at("/status/state").asText()).isIn("active", "unprocessed");
                    assertThat(alert.at("/labels/severity").asText()).isEqualTo("high");
                    assertThat(alert.at("/generatorURL").asText()).contains(Bench.ID.toString());
                }));

        messages.send(delivery, ZoneOffset.UTC, Instant.now());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).isEmpty());
    }

    private JsonNode alerts() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/api/v2/alerts")).build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
