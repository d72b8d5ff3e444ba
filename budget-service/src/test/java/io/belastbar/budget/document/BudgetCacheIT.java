package io.belastbar.budget.document;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.cache.CacheConfig;
import io.belastbar.cache.Caches;
import io.belastbar.cache.RedisLayerClient;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.StoredDocument;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one PostgreSQL and one Redis: the application behind its door, and a second set of its objects. */
@QuarkusTest
class BudgetCacheIT {

    private static final String PATH = "/api/v1/systems/{system}/budget";
    private static final String PATIENT = "20s";
    private static final Duration LOOK_UP_MAX = Duration.ofSeconds(60);
    private static final Duration UNTIL_IT_HANGS = Duration.ofSeconds(2);

    @Inject
    Budgets budgets;

    @Inject
    BudgetKind kind;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    private final String system = "s-" + UUID.randomUUID();
    // Takes connections and never says a word.
    private ServerSocket silent;
    private final List<Runnable> closing = new ArrayList<>();
    private Redis redis;
    private BudgetCache other;

    @BeforeEach
    void startTheOtherReplica() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        redis = connect(TestInfrastructure.settings().get("belastbar.redis.url"));
        other = replica(budgets);
    }

    @AfterEach
    void stopIt() throws IOException {
        silent.close();
        closing.forEach(Runnable::run);
    }

    @Test
    void aBudgetStoredThroughOneReplicaIsAnsweredByTheOtherAtOnce() {
        for (String limit : new String[] {"100 ms", "200 ms", "300 ms"}) {
            var stored = put("", limit);

            assertThat(now(other.document(system, BudgetKind.MAIN)).etag().header())
                    .isEqualTo(stored.header("ETag"));
            assertThat(now(other.view(system)).json()).contains(limit);
            var here = as("viewer").accept("application/json").get(PATH, system);
            assertThat(here.asString()).contains(limit);
            assertThat(here.header("ETag")).contains(now(other.view(system)).tag());
        }
    }

    @Test
    void aDocumentTakenAwayThroughOneReplicaIsGoneForTheOther() {
        put("", "100 ms");
        put("/documents/more", "250 ms");
        assertThat(now(other.document(system, "more"))).isNotNull();
        assertThat(now(other.view(system)).json()).contains("250 ms");

        as("engineer").delete(PATH + "/documents/more", system).then().statusCode(204);

        assertThat(now(other.document(system, "more"))).isNull();
        assertThat(now(other.view(system)).json()).doesNotContain("250 ms").contains("100 ms");
        as("viewer")
                .accept("text/plain")
                .get(PATH + "/documents/more", system)
                .then()
                .statusCode(404);
    }

    /** A replica asks which version is in force before the change, and writes what it read into Redis after it. */
    @Test
    void aPredecessorThatSomebodyWritesLateIsNotAnswered() {
        put("", "100 ms");
        var reading = new CompletableFuture<Void>();
        var slow = new CompletableFuture<Void>();
        var late = replica(new Budgets(new DocumentRepository(pool), kind) {
            @Override
            public Uni<List<StoredDocument>> documents(String system, int version) {
                reading.complete(null);
                return super.documents(system, version)
                        .call(() -> Uni.createFrom().completionStage(slow));
            }
        });
        var early = late.view(system).subscribeAsCompletionStage();
        assertThat(reading).succeedsWithin(LOOK_UP_MAX);
        put("", "200 ms");
        slow.complete(null);

        assertThat(early).succeedsWithin(LOOK_UP_MAX).satisfies(view -> assertThat(view.json())
                .contains("100 ms"));
        assertThat(now(late.view(system)).json()).contains("200 ms");
        assertThat(now(other.view(system)).json()).contains("200 ms");
        assertThat(now(replica(budgets).view(system)).json()).contains("200 ms");
    }

    @Test
    void aRedisThatHangsHidesNoChange() {
        var alone = replica(budgets, connect("redis://127.0.0.1:" + silent.getLocalPort()), "100ms", LOOK_UP_MAX);
        put("", "100 ms");
        assertThat(now(alone.view(system)).json()).contains("100 ms");

        put("", "200 ms");

        assertThat(now(alone.view(system)).json()).contains("200 ms");
    }

    /** PostgreSQL hangs, for one replica only. */
    @Test
    void aReplicaWithoutPostgresqlAnswersTheNewestThatAnyOfThemKnows() {
        put("", "100 ms");
        now(other.view(system));
        var hanging = replica(hangingDatabase(), redis, PATIENT, UNTIL_IT_HANGS);
        assertThat(now(hanging.view(system)).json()).contains("100 ms");

        put("", "200 ms");
        now(other.view(system));

        assertThat(now(hanging.view(system)).json()).contains("200 ms");
    }

    /** That there is a second version is known to all; what it says only to PostgreSQL. */
    @Test
    void aReplicaWhosePostgresqlRefusesFailsRatherThanAnswerAPredecessor() throws IOException {
        put("", "100 ms");
        now(other.view(system));
        var refused = replica(new Budgets(new DocumentRepository(poolAt(unusedPort())), kind));
        assertThat(now(refused.view(system)).json()).contains("100 ms");

        put("", "200 ms");
        now(other.document(system, BudgetKind.MAIN));

        assertThatThrownBy(() -> now(refused.view(system))).hasMessageContaining("refused");
        assertThatThrownBy(() -> now(refused.view("never-stored"))).hasMessageContaining("refused");
    }

    @Test
    void whatWasReadIsAnsweredWhileNeitherPostgresqlNorRedisAreThere() {
        put("", "100 ms");
        now(other.view(system));
        var lost = Redis.createClient(vertx, TestInfrastructure.settings().get("belastbar.redis.url"));
        var hanging = replica(hangingDatabase(), lost, PATIENT, UNTIL_IT_HANGS);
        assertThat(now(hanging.view(system)).json()).contains("100 ms");
        lost.close();

        assertThat(now(hanging.view(system)).json()).contains("100 ms");
    }

    private BudgetCache replica(Budgets database) {
        return replica(database, redis, PATIENT, LOOK_UP_MAX);
    }

    private Budgets hangingDatabase() {
        return new Budgets(new DocumentRepository(poolAt(silent.getLocalPort())), kind);
    }

    private BudgetCache replica(Budgets database, Redis redis, String redisTimeout, Duration lookUpMax) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(CacheConfig.class)
                .withDefaultValue("belastbar.cache.redis-timeout", redisTimeout)
                .build()
                .getConfigMapping(CacheConfig.class);
        var layer = new RedisLayerClient(Optional.of(RedisAPI.api(redis)), config);
        return new BudgetCache(
                database,
                json,
                new Caches("budget-service", layer, config, json, new SimpleMeterRegistry()),
                lookUpMax);
    }

    private Redis connect(String url) {
        var client = Redis.createClient(vertx, url);
        closing.add(() -> client.getDelegate().close());
        return client;
    }

    private Pool poolAt(int port) {
        var options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase("budget")
                .setUser("budget");
        var hanging = PgBuilder.pool().connectingTo(options).using(vertx).build();
        closing.add(() -> hanging.getDelegate().close());
        return hanging;
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Response put(String document, String limit) {
        var answer = as("engineer")
                .contentType("application/yaml")
                .body(("endpoints:\n  \"GET /a\":\n    target_response_time_p95: " + limit + "\n").getBytes())
                .put(PATH + document, system);
        assertThat(answer.statusCode()).isIn(200, 201);
        return answer;
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(60));
    }
}
