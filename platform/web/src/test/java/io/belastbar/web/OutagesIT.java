package io.belastbar.web;

import static io.belastbar.web.ProblemsIT.as;
import static io.belastbar.web.ProblemsIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutagesIT {

    private static final Duration RECOVERY_MAX = Duration.ofSeconds(20);
    private static final String PREFIX = "belastbar:cache:web-probe:probe:";

    @Inject
    RedisDataSource redis;

    @Test
    void withoutPostgresReadsAndWritesAre503AndComeBack() {
        as("viewer").get("/api/v1/probe/database").then().statusCode(200);

        TestInfrastructure.current().postgres().stop();
        try {
            problem(as("viewer").get("/api/v1/probe/database"), 503).header("Retry-After", notNullValue());
            problem(as("viewer").get("/api/v1/probe/database"), 503);
            problem(as("operator").post("/api/v1/probe/faults"), 503).header("Retry-After", notNullValue());
            as("viewer").get("/api/v1/probe/me").then().statusCode(200);
        } finally {
            TestInfrastructure.current().postgres().start();
        }

        await().atMost(RECOVERY_MAX)
                .until(() -> as("viewer").get("/api/v1/probe/database").statusCode() == 200);
        as("operator").post("/api/v1/probe/faults").then().statusCode(204);
    }

    @Test
    void withoutRedisTheCacheServesFromMemoryAndLoader() {
        int known = load("known");

        TestInfrastructure.current().redis().kill();
        try {
            assertThat(load("known")).isEqualTo(known);
            int fresh = load("fresh");
            assertThat(load("fresh")).isEqualTo(fresh);
            as("engineer").delete("/api/v1/probe/cached?key=known").then().statusCode(204);
            assertThat(load("known")).isGreaterThan(known);
        } finally {
            TestInfrastructure.current().redis().start();
        }

        awaitRedisLayer();
        // Another instance's invalidation is heard again: the subscription came back as well.
        await().atMost(RECOVERY_MAX).untilAsserted(() -> {
            int before = load("known");
            redis.key().del(PREFIX + "known");
            redis.pubsub(String.class).publish("belastbar:cache:invalidations", PREFIX + "known");
            await().atMost(Duration.ofSeconds(1)).until(() -> load("known") > before);
        });
    }

    // The answers must be there while Redis still keeps its own caller waiting.
    @Test
    void aSilentRedisHoldsNobodyUp() {
        redis.execute("CLIENT", "PAUSE", "5000", "ALL");
        CompletableFuture<String> held =
                CompletableFuture.supplyAsync(() -> redis.value(String.class).get("any"));

        for (int i = 0; i < 20; i++) {
            assertThat(load("silent" + i)).isPositive();
        }

        assertThat(held).isNotDone();
        held.join();
        awaitRedisLayer();
    }

    @Test
    void anInvalidationOfAnotherInstanceIsHeard() {
        int before = load("elsewhere");
        assertThat(load("elsewhere")).isEqualTo(before);

        redis.key().del(PREFIX + "elsewhere");
        redis.pubsub(String.class).publish("belastbar:cache:invalidations", PREFIX + "elsewhere");

        await().atMost(RECOVERY_MAX).until(() -> load("elsewhere") > before);
    }

    @Test
    void whatRedisHoldsIsNotLoadedAgain() {
        redis.value(String.class).set(PREFIX + "warm", "{\"key\":\"warm\",\"load\":-1}");

        assertThat(load("warm")).isEqualTo(-1);
    }

    @Test
    void whatRedisHoldsInAnotherShapeIsLoadedAgain() {
        redis.value(String.class).set(PREFIX + "old", "[not this]");

        assertThat(load("old")).isPositive();
    }

    @Test
    void concurrentMissesLoadOnce() {
        int before = ProbeResource.LOADS.get();

        List<CompletableFuture<Integer>> calls = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> load("crowded")))
                .toList();

        assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(ProbeResource.LOADS.get() - before).isEqualTo(1);
    }

    private void awaitRedisLayer() {
        await().atMost(RECOVERY_MAX).untilAsserted(() -> {
            load("back" + System.nanoTime());
            assertThat(redis.key().keys(PREFIX + "back*")).isNotEmpty();
            redis.key().keys(PREFIX + "back*").forEach(redis.key()::del);
        });
    }

    private static int load(String key) {
        Response response = as("viewer").get("/api/v1/probe/cached?key=" + key);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.path("load");
    }
}
