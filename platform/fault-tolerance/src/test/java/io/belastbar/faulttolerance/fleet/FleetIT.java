package io.belastbar.faulttolerance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.faulttolerance.breaker.BreakerPolicy;
import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.breaker.RealBreaker;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances of one application on a real Redis. */
class FleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Vertx vertx;
    private static RedisAPI redis;

    private final BreakerPolicy policy =
            new BreakerPolicy("api-" + UUID.randomUUID(), 5, Duration.ofSeconds(10), Duration.ofSeconds(30), 1);

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        String url = TestInfrastructure.settings().get("belastbar.redis.url");
        redis = RedisAPI.api(Redis.createClient(vertx, url));
    }

    @AfterAll
    static void disconnect() {
        vertx.closeAndAwait();
    }

    @Test
    void tenContainersThatListenOnOneAddressCountTen() {
        FleetRepository fleet = fleet(PATIENCE, PATIENCE);
        List<InstanceName> names = Stream.generate(FleetIT::container).limit(10).toList();

        names.forEach(name -> now(fleet.announce(policy.name(), state(name, BreakerStatus.CLOSED))));
        names.subList(0, 5).forEach(name -> now(fleet.announce(policy.name(), state(name, BreakerStatus.OPEN))));
        assertThat(view(fleet).instances()).hasSize(10);
        assertThat(view(fleet).status()).isEqualTo(BreakerStatus.CLOSED);

        now(fleet.announce(policy.name(), state(names.get(5), BreakerStatus.OPEN)));
        assertThat(view(fleet).instances()).hasSize(10);
        assertThat(view(fleet).status()).isEqualTo(BreakerStatus.OPEN);
    }

    @Test
    void anInstanceThatFallsSilentIsForgottenAndTheOthersStay() {
        FleetRepository fleet = fleet(PATIENCE, Duration.ofHours(1));
        InstanceState dead = state(container(), BreakerStatus.OPEN);
        InstanceState living = state(container(), BreakerStatus.CLOSED);
        now(fleet.announce(policy.name(), dead));
        assertThat(view(fleet).status()).isEqualTo(BreakerStatus.OPEN);
        now(fleet.announce(policy.name(), living));

        now(fleet(PATIENCE, Duration.ofMillis(500)).announce(policy.name(), dead));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(view(fleet).instances()).containsExactly(living));
        assertThat(view(fleet).status()).isEqualTo(BreakerStatus.CLOSED);
    }

    @Test
    @Timeout(120)
    void aRedisThatHangsHoldsUpNoCall() {
        RealBreaker breaker = breakerThatTells(fleet(Duration.ofHours(1), PATIENCE));

        TestInfrastructure.current().redis().pause();
        try {
            opensProbesAndCloses(breaker);
        } finally {
            TestInfrastructure.current().redis().resume();
        }
    }

    @Test
    @Timeout(120)
    void aRedisThatIsDeadHoldsUpNoCall() {
        RealBreaker breaker = breakerThatTells(fleet(Duration.ofHours(1), PATIENCE));

        TestInfrastructure.current().redis().kill();
        try {
            opensProbesAndCloses(breaker);
        } finally {
            TestInfrastructure.current().redis().start();
        }
    }

    private void opensProbesAndCloses(RealBreaker breaker) {
        breaker.open();
        assertThat(breaker.start().reachedTheInsurer()).isFalse();
        breaker.advance(policy.openDelay());
        breaker.start().succeed();

        assertThat(breaker.transitions())
                .containsExactly(BreakerStatus.OPEN, BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
    }

    private RealBreaker breakerThatTells(FleetRepository fleet) {
        return new RealBreaker(
                policy,
                new BreakerNewsPublisher(
                        container(), Optional.empty(), fleet, new SimpleMeterRegistry(), InstantSource.system()));
    }

    private FleetView view(FleetRepository fleet) {
        return FleetView.of(now(fleet.seenLately(policy.name())), true);
    }

    private InstanceState state(InstanceName name, BreakerStatus status) {
        return InstanceState.of(name.value(), new BreakerSnapshot(policy.name(), status, 0, 5, null));
    }

    private static InstanceName container() {
        return InstanceName.of("0.0.0.0:8080", new SecureRandom());
    }

    private static FleetRepository fleet(Duration timeout, Duration seenWithin) {
        ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        return new FleetRepository(Optional.of(redis), json, timeout, seenWithin);
    }

    private static <T> T now(Uni<T> command) {
        return command.await().atMost(PATIENCE);
    }
}
