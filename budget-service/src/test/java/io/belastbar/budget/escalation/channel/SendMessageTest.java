package io.belastbar.budget.escalation.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SendMessageTest {

    /** What API v2 of Alertmanager allows in a postable alert; {@code labels} is required. */
    private static final Set<String> ALERT = Set.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");

    /** For what never answers; who answers has the time that a service gives it. */
    private static final Map<String, String> IMPATIENT = Map.of("belastbar.escalation.timeout", "300ms");

    /** A request that arrived. */
    private record Arrived(String path, Map<String, String> headers, String body) {}

    private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var headers = new HashMap<String, String>();
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                arrived.add(new Arrived(exchange.getRequestURI().getPath(), headers, body));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void leave() {
        server.stop(0);
    }

    private URI here(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Connected and silent; an answer whose body never ends; TLS that never says hello. */
    @ParameterizedTest
    @CsvSource({"http,''", "http,HTTP/1.1 200 OK|Content-Length: 1000||x", "https,''", "http,HTTP/1.1 200"})
    void aReceiverThatHangsIsGivenUpInTime(String scheme, String answer) throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(silent, answer.replace("|", "\r\n")));
            var messages = Bench.to(URI.create(scheme + "://127.0.0.1:" + silent.getLocalPort() + "/hook"), IMPATIENT);

            var failure = catchThrowableOfType(
                    NotDelivered.class, () -> messages.send(Bench.delivery(Bench.webhook(true)), ZoneOffset.UTC, null));

            assertThat(failure).hasMessageContaining("did not answer");
            assertThat(failure.lasting()).isFalse();
        }
    }

    /** A byte at a time, for ever. */
    private static void drip(ServerSocket silent, String answer) {
        try (var connection = silent.accept()) {
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            while (connection.getInputStream().read() >= 0) {
                if (answer.contains("Length")) {
                    connection.getOutputStream().write('x');
                    connection.getOutputStream().flush();
                }
            }
        } catch (IOException gone) {
            // The sender gave up, which is what the test wants to see at the other end.
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNobodyListensIsNoDelivery() {
        server.stop(0);

        var failure = catchThrowableOfType(NotDelivered.class, () -> Bench.to(here("/"), IMPATIENT)
                .send(Bench.delivery(Bench.webhook(true)), ZoneOffset.UTC, null));

        assertThat(failure.lasting()).isFalse();
    }

    @Test
    void withoutAKeyNothingGoesOutUnlessTheRulesSaySoOrAreOlder() throws Exception {
        var messages = Bench.to(here("/hook"), Map.of());
        var older = new Receiver(Channel.WEBHOOK, "there", null);

        var refused = catchThrowableOfType(
                NotDelivered.class, () -> messages.send(Bench.delivery(Bench.webhook(false)), ZoneOffset.UTC, null));
        assertThat(refused.lasting()).isTrue();
        assertThat(arrived).isEmpty();

        messages.send(Bench.delivery(Bench.webhook(true)), ZoneOffset.UTC, null);
        messages.send(Bench.delivery(older), ZoneOffset.UTC, null);
        assertThat(arrived).hasSize(2).allSatisfy(request -> assertThat(request.headers())
                .doesNotContainKey("X-belastbar-signature"));
    }

    @Test
    void withAKeyAMessageIsSigned() throws Exception {
        Bench.to(here("/hook"), Map.of("belastbar.escalation.signing-keys.there", "key"))
                .send(Bench.delivery(Bench.webhook(false)), ZoneOffset.UTC, null);

        assertThat(arrived).singleElement().satisfies(request -> assertThat(request.headers())
                .containsEntry("X-belastbar-delivery", Bench.ID.toString())
                .containsKey("X-belastbar-signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "basic"})
    void anAlertHasTheFormThatAlertmanagerTakes(String credentials) throws Exception {
        var endsAt = Bench.BEGAN.plusSeconds(240);

        Bench.to(here("/alerting/"), Map.of("belastbar.escalation.public-url", "https://belastbar.example"))
                .send(Bench.delivery(Bench.alertmanager(credentials)), ZoneOffset.UTC, endsAt);

        var request = arrived.poll();
        assertThat(request.path()).isEqualTo("/alerting/api/v2/alerts");
        assertThat(request.headers().get("Content-type")).isEqualTo("application/json");
        assertThat(request.headers().get("Authorization"))
                .isEqualTo(credentials.equals("bearer") ? "Bearer let-me-in" : "Basic b3BzOnNlY3JldA==");
        var alerts = new ObjectMapper().readTree(request.body());
        assertThat(alerts.isArray()).isTrue();
        assertThat(alerts).singleElement().satisfies(SendMessageTest::requirePostable);
        var alert = alerts.get(0);
        assertThat(Instant.parse(alert.get("startsAt").asText())).isEqualTo(Bench.BEGAN);
        assertThat(Instant.parse(alert.get("endsAt").asText())).isEqualTo(endsAt);
        assertThat(URI.create(alert.get("generatorURL").asText())).hasHost("belastbar.example");
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("slow");
    }

    @Test
    void anAlertWithoutALinkOrAnEndInThePastIsStillOne() throws Exception {
        Bench.to(here("/"), Map.of())
                .send(Bench.delivery(Bench.alertmanager(null)), ZoneOffset.UTC, Bench.BEGAN.minusSeconds(60));

        var alert = new ObjectMapper().readTree(arrived.poll().body()).get(0);
        requirePostable(alert);
        assertThat(alert.has("generatorURL")).isFalse();
        assertThat(alert.get("startsAt")).isEqualTo(alert.get("endsAt"));
    }

    /** Below a path, as chaos-service takes it, which is held to the same bytes by a test of its own. */
    @Test
    void anAlertIsByteForByteTheSampleThatItsReceiversRead() throws Exception {
        Bench.to(here("/api/v1/alertmanager"), Map.of("belastbar.escalation.public-url", "https://belastbar.example"))
                .send(Bench.delivery(Bench.alertmanager("bearer")), ZoneOffset.UTC, Bench.BEGAN.plusSeconds(240));

        var sent = arrived.remove();
        assertThat(sent.path()).isEqualTo("/api/v1/alertmanager/api/v2/alerts");
        assertThat(sent.headers()).containsEntry("Authorization", "Bearer let-me-in");
        try (var sample = getClass().getResourceAsStream("/samples/http/escalation-at-alertmanager.json")) {
            assertThat(sent.body()).isEqualTo(new String(sample.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private static void requirePostable(JsonNode alert) {
        assertThat(alert.fieldNames()).toIterable().isSubsetOf(ALERT).contains("labels");
        assertThat(alert.get("labels")).isNotEmpty();
        for (var set : Set.of("labels", "annotations")) {
            alert.get(set).properties().forEach(one -> {
                assertThat(one.getKey()).matches("[a-zA-Z_][a-zA-Z0-9_]*");
                assertThat(one.getValue().isTextual()).isTrue();
                assertThat(one.getValue().asText()).isNotEmpty();
            });
        }
    }
}
