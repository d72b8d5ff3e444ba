package io.belastbar.faulttolerance.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.cache.CacheConfig;
import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.RedisLayerClient;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.breaker.NotAFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of one application, each with its own memory and clock, on a real Redis. */
class LastKnownGoodCacheIT {
    record Quote(BigDecimal premium, Instant validUntil) {}

    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final CacheKey KEY = CacheKey.of("quote", "AllianzPlus", 30);
    private static Vertx vertx;
    private static RedisAPI redis;

    private final String application = "app-" + UUID.randomUUID();
    private final Instant noon = Instant.now();
    private final Member a = new Member(Optional.of(redis), "20s");
    private final Member b = new Member(Optional.of(redis), "20s");

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        redis = connect(TestInfrastructure.settings().get("belastbar.redis.url"));
    }

    @AfterAll
    static void disconnect() {
        vertx.closeAndAwait();
    }

    @Test
    void anAnswerIsFresh() {
        assertThat(a.gets("12.50")).isEqualTo(new Answer<>(quote("12.50"), false, noon));
    }

    @Test
    void withoutAnAnswerTheLastOneIsGivenAndCalledStale() {
        a.gets("12.50");
        a.now = noon.plusSeconds(60);

        assertThat(a.failing()).isEqualTo(new Answer<>(quote("12.50"), true, noon));
    }

    @Test
    void anInstanceThatHasJustStartedKnowsWhatTheOthersKnow() {
        a.gets("12.50");

        assertThat(b.failing()).isEqualTo(new Answer<>(quote("12.50"), true, noon));
    }

    @Test
    void theAnswerOfAMinuteAgoCountsThoughTheOwnIsFromYesterday() {
        a.gets("12.50");
        Instant anHourBeforeItEnds = noon.plus(MAX_AGE).minus(Duration.ofHours(1));
        b.now = anHourBeforeItEnds;
        b.gets("13.90");
        a.now = anHourBeforeItEnds.plusSeconds(60);

        assertThat(a.failing()).isEqualTo(new Answer<>(quote("13.90"), true, anHourBeforeItEnds));
    }

    @Test
    void theOwnAnswerCountsWhenItIsTheNewer() {
        b.gets("13.90");
        a.now = noon.plusSeconds(1);
        a.gets("12.50");
        b.now = noon.minusSeconds(1);
        b.gets("11.00");

        assertThat(a.failing().value()).isEqualTo(quote("12.50"));
        assertThat(b.failing().value()).isEqualTo(quote("12.50"));
    }

    @Test
    void anAnswerThatIsTooOldIsNotGiven() {
        a.gets("12.50");
        a.now = noon.plus(MAX_AGE).plusMillis(1);
        b.now = a.now;

        assertThatThrownBy(a::failing).isInstanceOf(BreakerOpen.class);
        assertThatThrownBy(b::failing).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void theFailureGoesOnWhenNothingIsKnown() {
        assertThatThrownBy(a::failing).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void anInsurerThatRefusesTheRequestIsHeard() {
        a.gets("12.50");

        assertThatThrownBy(() -> a.ask(Quote.class, Uni.createFrom().failure(new BadRequest())))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void anAnswerOfAnotherShapeIsNone() {
        a.ask(String.class, Uni.createFrom().item("not a quote"));

        assertThatThrownBy(a::failing).isInstanceOf(BreakerOpen.class);
        assertThatThrownBy(b::failing).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void withoutRedisTheOwnAnswerIsGiven() {
        Member alone = new Member(Optional.empty(), "20s");
        alone.gets("12.50");

        assertThat(alone.failing()).isEqualTo(new Answer<>(quote("12.50"), true, noon));
    }

    @Test
    void aRedisThatHangsHidesNeitherTheFreshNorTheOwnAnswer() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Member cutOff = new Member(Optional.of(connect("redis://127.0.0.1:" + silent.getLocalPort())), "100ms");

            assertThat(cutOff.gets("12.50").stale()).isFalse();
            assertThat(cutOff.failing()).isEqualTo(new Answer<>(quote("12.50"), true, noon));
        }
    }

    private static RedisAPI connect(String url) {
        return RedisAPI.api(Redis.createClient(vertx, url));
    }

    private static Quote quote(String premium) {
        return new Quote(new BigDecimal(premium), Instant.parse("2026-12-01T00:00:00Z"));
    }

    private final class Member {
        private Instant now = noon;
        private final LastKnownGoodCache lastKnownGood;

        private Member(Optional<RedisAPI> redis, String redisTimeout) {
            CacheConfig config = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(CacheConfig.class)
                    .withDefaultValue("belastbar.cache.redis-timeout", redisTimeout)
                    .build()
                    .getConfigMapping(CacheConfig.class);
            ObjectMapper json =
                    JsonMapper.builder().addModule(new JavaTimeModule()).build();
            var metrics = new SimpleMeterRegistry();
            var caches = new Caches(application, new RedisLayerClient(redis, config), config, json, metrics);
            lastKnownGood = new LastKnownGoodCache(MAX_AGE, caches, json, metrics, () -> now);
        }

        private Answer<Quote> gets(String premium) {
            return ask(Quote.class, Uni.createFrom().item(quote(premium)));
        }

        private Answer<Quote> failing() {
            return ask(
                    Quote.class, Uni.createFrom().failure(new BreakerOpen("versicherer-api", Duration.ofSeconds(1))));
        }

        private <T> Answer<T> ask(Class<T> type, Uni<T> insurer) {
            return lastKnownGood.orStale(KEY, type, () -> insurer).await().atMost(Duration.ofSeconds(60));
        }
    }

    private static final class BadRequest extends RuntimeException implements NotAFailure {}
}
