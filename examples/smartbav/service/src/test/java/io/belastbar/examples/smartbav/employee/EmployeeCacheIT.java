package io.belastbar.examples.smartbav.employee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.cache.CacheConfig;
import io.belastbar.cache.Caches;
import io.belastbar.cache.RedisLayerClient;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.database.LastKnownCache;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.testing.Api;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances: the service behind its door, and a second cache on the same PostgreSQL and Redis. */
@QuarkusTest
class EmployeeCacheIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    EmployeeRepository employees;

    @Inject
    LastKnownCache lastKnown;

    @Inject
    SmartbavConfig config;

    @Inject
    CacheConfig cacheConfig;

    @Inject
    RedisAPI redis;

    @Inject
    ObjectMapper json;

    private EmployeeCacheRepository other;

    @BeforeEach
    void startTheOtherInstance() {
        var layer = new RedisLayerClient(Optional.of(redis), cacheConfig);
        var caches = new Caches("smartbav-service", layer, cacheConfig, json, new SimpleMeterRegistry());
        other = new EmployeeCacheRepository(caches, employees, lastKnown, config);
    }

    @Test
    void anotherTenantFindsNothingInMemoryOrRedis() {
        Api.broker(21).get("/api/v1/employees/emp_21_1").then().statusCode(200);
        assertThat(get("org_21", "emp_21_1").firstName()).isEqualTo("Emp21_1");

        assertThatThrownBy(() -> get("org_22", "emp_21_1")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> get("org_2", "1:emp_21_1")).isInstanceOf(Failure.NotFound.class);
        Api.broker(22).get("/api/v1/employees/emp_21_1").then().statusCode(404);
    }

    @Test
    void aChangeIsSeenByItsInstanceAtOnceAndByTheOtherAfterTheTimeToLive() {
        var location = Api.broker(23)
                .body(Api.employee("Ada"))
                .post("/api/v1/employees")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        var id = location.substring(location.lastIndexOf('/') + 1);
        assertThat(get("org_23", id).firstName()).isEqualTo("Ada");

        Api.broker(23).body(Api.employee("Grace")).put(location).then().statusCode(200);

        Api.broker(23).get(location).then().body("firstName", is("Grace"));
        await().atMost(PATIENCE).until(() -> get("org_23", id).firstName().equals("Grace"));
    }

    private Employee get(String organizationId, String id) {
        return other.get(organizationId, id).await().atMost(PATIENCE);
    }
}
