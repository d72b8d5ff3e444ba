package io.belastbar.faulttolerance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.faulttolerance.breaker.BreakerPolicy;
import io.belastbar.faulttolerance.breaker.RealBreaker;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Kafka that takes connections and never answers. */
@Timeout(60)
class TransitionPublisherTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int QUEUE = 256;
    private static final int TLS_HANDSHAKE = 0x16;

    private final AtomicInteger dropped = new AtomicInteger();
    private ServerSocket silentKafka;

    @BeforeEach
    void listen() throws IOException {
        silentKafka = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        silentKafka.close();
    }

    @Test
    void callsGoOn() {
        var policy = BreakerPolicy.defaults(BreakerPolicy.INSURER);
        try (var kafka = publisher(Map.of(), FOR_EVER)) {
            var fleetless = new FleetRepository(Optional.empty(), new JsonMapper(), FOR_EVER, FOR_EVER);
            var breaker = new RealBreaker(
                    policy,
                    new BreakerNewsPublisher(
                            new InstanceName("instance-a"),
                            Optional.of(kafka),
                            fleetless,
                            new SimpleMeterRegistry(),
                            InstantSource.system()));

            breaker.open();
            breaker.start().cancel();
            breaker.advance(policy.openDelay());
            breaker.start().succeed();
            breaker.start().succeed();

            assertThat(breaker.transitions())
                    .containsExactly(BreakerStatus.OPEN, BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
        }
    }

    @Test
    void newsThatIsNotTakenInTimeIsDroppedAndCounted() {
        try (var kafka = publisher(Map.of(), Duration.ofMillis(50))) {
            kafka.publish(opened());

            await().atMost(Duration.ofSeconds(60)).until(() -> dropped.get() == 1);
        }
    }

    @Test
    void moreNewsThanMayWaitIsDroppedAtOnce() {
        try (var kafka = publisher(Map.of(), FOR_EVER)) {
            for (int i = 0; i < QUEUE + 1 + 40; i++) {
                kafka.publish(opened());
            }

            assertThat(dropped.get()).isBetween(40, 41);
        }
    }

    @Test
    void closingWaitsForNothing() throws IOException {
        var kafka = publisher(Map.of(), FOR_EVER);
        kafka.publish(opened());
        kafka.publish(opened());
        try (Socket client = silentKafka.accept()) {
            assertThat(client.getInputStream().read()).isNotNegative();
            kafka.close();
        }

        assertThat(dropped.get()).isEqualTo(2);
    }

    @Test
    void itSpeaksTlsWhenTheApplicationsKafkaDoes() throws IOException {
        try (var kafka = publisher(Map.of("security.protocol", "SSL"), Duration.ofSeconds(30))) {
            kafka.publish(opened());

            try (Socket client = silentKafka.accept()) {
                assertThat(client.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
            }
        }
    }

    private TransitionPublisher publisher(Map<String, Object> security, Duration takenWithin) {
        Map<String, Object> kafka = new HashMap<>(security);
        kafka.put("bootstrap.servers", "127.0.0.1:" + silentKafka.getLocalPort());
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        return new TransitionPublisher(kafka, "/belastbar/test", json, dropped::incrementAndGet, takenWithin);
    }

    private static CircuitBreakerTransitioned opened() {
        return new CircuitBreakerTransitioned(
                "versicherer-api",
                "instance-a",
                BreakerStatus.CLOSED,
                BreakerStatus.OPEN,
                5,
                5,
                Instant.parse("2026-11-20T12:00:00Z"),
                Instant.parse("2026-11-20T12:00:30Z"));
    }
}
