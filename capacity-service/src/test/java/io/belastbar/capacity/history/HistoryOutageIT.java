package io.belastbar.capacity.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PostgreSQL crashes under the service. */
@QuarkusTest
class HistoryOutageIT {

    private final String path = "/api/v1/systems/outage-" + UUID.randomUUID() + "/series";

    @Test
    void withoutPostgresqlNothingIsTakenAndWhatIsSentAgainIsStored() {
        post().then().statusCode(201);
        var postgres = TestInfrastructure.current().postgres();

        postgres.kill();
        try {
            var refused = post();
            refused.then().statusCode(503);
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(refused.asString()).doesNotContain("postgresql://", "Exception");
            given().header("Authorization", "Bearer viewer-token")
                    .get(path)
                    .then()
                    .statusCode(503);
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> post().then().statusCode(200));
    }

    private Response post() {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType("application/json")
                .body("""
                        {"metric":"m","unit":"GB","points":[{"at":"2026-11-01T00:00:00Z","value":1}]}""")
                .post(path);
    }
}
