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
import io.belastbar.faulttolerance.breaker.ProbeTurnClient;
import io.belastbar.faulttolerance.breaker.RealBreaker;
import io.belastbar.faulttolerance.breaker.SimulatedTimer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of one application, each with SmallRye's breaker, on a real Redis. */
class FleetIT {
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static Vertx vertx;
    private static RedisAPI redis;

    private final BreakerPolicy policy =
            new BreakerPolicy("api-" + UUID.randomUUID(), 5, Duration.ofMillis(500), Duration.ofSeconds(30), 1);
    private final Member a = new Member("instance-a");
    private final Member b = new Member("instance-b");

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
    void oneInstanceProbesAndTheOtherWaits() {
        bothHalfOpen();

        RealBreaker.Call probe = a.callThatReaches();
        RealBreaker.Call refused = b.callThatEnds();

        assertThat(probe.ended()).isFalse();
        assertThat(refused.reachedTheInsurer()).isFalse();
    }

    @Test
    void afterAProbeThatSucceedsTheOtherInstanceHasItsTurn() {
        bothHalfOpen();
        RealBreaker.Call probe = a.callThatReaches();
        b.callThatEnds();

        probe.succeed();

        await().until(a.breaker::status, BreakerStatus.CLOSED::equals);
        b.callThatReachesInTheEnd().succeed();
        await().until(b.breaker::status, BreakerStatus.CLOSED::equals);
    }

    @Test
    void aProbeThatFailsSpeaksForAllForOneDelay() {
        bothHalfOpen();

        a.callThatReaches().fail();

        await().until(a.breaker::status, BreakerStatus.OPEN::equals);
        await().untilAsserted(() -> assertThat(holder()).isEqualTo("cooling-down"));
        assertThat(b.callThatEnds().reachedTheInsurer()).isFalse();
        assertThat(redis.pttlAndAwait("belastbar:breaker:" + policy.name() + ":probe")
                        .toLong())
                .isBetween(1L, policy.openDelay().toMillis());
    }

    @Test
    void aHolderThatDiesFreesTheProbe() {
        bothHalfOpen();

        a.callThatReaches();

        assertThat(b.callThatReachesInTheEnd().reachedTheInsurer()).isTrue();
    }

    @Test
    void withoutRedisEachInstanceProbesForItself() {
        bothHalfOpen();

        TestInfrastructure.current().redis().kill();
        try {
            assertThat(a.callThatReaches().reachedTheInsurer()).isTrue();
            assertThat(b.callThatReaches().reachedTheInsurer()).isTrue();
        } finally {
            TestInfrastructure.current().redis().start();
        }
    }

    @Test
    void anInstanceThatFallsSilentIsForgotten() {
        var fleet = new FleetRepository(redis, json(), REDIS_TIMEOUT, Duration.ofSeconds(2));
        var closed = new BreakerSnapshot(policy.name(), BreakerStatus.CLOSED, 0, 5, null);
        now(fleet.announce(policy.name(), InstanceState.of("instance-a", closed)));
        now(fleet.announce(policy.name(), InstanceState.of("instance-b", closed)));

        assertThat(now(fleet.seenLately(policy.name())))
                .extracting(InstanceState::instance)
                .containsExactly("instance-a", "instance-b");
        await().untilAsserted(
                        () -> assertThat(now(fleet.seenLately(policy.name()))).isEmpty());
    }

    private void bothHalfOpen() {
        for (Member member : new Member[] {a, b}) {
            member.breaker.open();
            member.breaker.advance(policy.openDelay());
            assertThat(member.breaker.status()).isEqualTo(BreakerStatus.HALF_OPEN);
        }
    }

    private String holder() {
        return String.valueOf(redis.getAndAwait("belastbar:breaker:" + policy.name() + ":probe"));
    }

    private static <T> T now(Uni<T> command) {
        return command.await().atMost(Duration.ofSeconds(5));
    }

    private static ObjectMapper json() {
        return JsonMapper.builder().addModule(new JavaTimeModule()).build();
    }

    private final class Member {
        private final RealBreaker breaker;

        private Member(String instance) {
            var turns = new Turns();
            this.breaker = new RealBreaker(policy, turns);
            turns.delegate = new ProbeLeaseRepository(redis, instance, REDIS_TIMEOUT, RETRY, breaker.clock());
        }

        private RealBreaker.Call callThatReaches() {
            RealBreaker.Call call = breaker.start();
            await().until(call::reachedTheInsurer);
            return call;
        }

        private RealBreaker.Call callThatEnds() {
            RealBreaker.Call call = breaker.start();
            await().until(call::ended);
            return call;
        }

        /** Asks again and again, as traffic does. */
        private RealBreaker.Call callThatReachesInTheEnd() {
            SimulatedTimer clock = breaker.clock();
            return await().until(
                            () -> {
                                clock.advance(RETRY);
                                RealBreaker.Call call = breaker.start();
                                await().until(() -> call.reachedTheInsurer() || call.ended());
                                return call;
                            },
                            RealBreaker.Call::reachedTheInsurer);
        }
    }

    /** The lease needs the breaker's clock, and the breaker needs the lease. */
    private static final class Turns implements ProbeTurnClient {
        private ProbeTurnClient delegate;

        @Override
        public Uni<Boolean> take(BreakerPolicy policy) {
            return delegate.take(policy);
        }

        @Override
        public void settled(BreakerPolicy policy, BreakerStatus to) {
            delegate.settled(policy, to);
        }
    }
}
