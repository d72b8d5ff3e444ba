package io.belastbar.chaos.expectation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.belastbar.chaos.expectation.AskedApplication.Told;
import io.belastbar.chaos.expectation.Observation.Result;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AskedApplication.class)
class LookingIT {

    AskedApplication application;

    @Inject
    Looking looking;

    @BeforeEach
    void describeTheSystem() {
        application.forget();
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body("{\"system\":\"asked\",\"targets\":{\"http\":\"asked-api\"}}")
                .put("/api/v1/systems/asked")
                .then()
                .statusCode(oneOf(200, 201));
    }

    @Test
    void aBreakerIsAskedOverHttp() throws Exception {
        application.tell(
                "GET /api/v1/circuit-breaker-status",
                new Told(200, "{\"versicherer-api\":{\"status\":\"OPEN\",\"failureCount\":5,\"failureThreshold\":5}}"));

        assertThat(look("type: breaker-state\ntarget: asked-api\nbreaker: versicherer-api\nstate: OPEN")
                        .result())
                .isEqualTo(Result.HOLDS);
        assertThat(look("type: breaker-state\ntarget: asked-api\nbreaker: versicherer-api\nstate: CLOSED")
                        .result())
                .isEqualTo(Result.NOT_YET);
    }

    @Test
    void aTargetThatIsNotTheSystemsOwnIsNotAsked() throws Exception {
        var seen = look("type: http-probe\ntarget: foreign-api\nrequest: GET /x");

        assertThat(seen.result()).isEqualTo(Result.UNKNOWN);
        assertThat(seen.measured().english()).contains("foreign-api", "system.yml");
        assertThat(application.heard()).isEmpty();
    }

    @Test
    void aProbeLogsInOnceAndAsksInItsUsersName() throws Exception {
        application.tell("GET /mine as makler1@smartcloud.de", new Told(200, "{\"n\":1}"));
        application.tell("GET /mine", new Told(401, ""));
        var probe = "type: http-probe\ntarget: asked-api\nrequest: GET /mine\njson: $.n\nequals: 1\nas: broker-1\n"
                + "login: { path: /auth/login, username: email, token: $.access_token }";

        assertThat(look(probe).result()).isEqualTo(Result.HOLDS);
        assertThat(look(probe).result()).isEqualTo(Result.HOLDS);

        assertThat(application.heard()).filteredOn("POST /auth/login"::equals).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aCredentialThatNobodyConfiguredIsNamed() throws Exception {
        var seen = look("type: http-probe\ntarget: asked-api\nrequest: GET /x\nas: nobodys");

        assertThat(seen.result()).isEqualTo(Result.UNKNOWN);
        assertThat(seen.measured().english()).contains("nobodys", "BELASTBAR_CREDENTIALS_NOBODYS_USERNAME");
    }

    private Observation look(String document) throws InterruptedException {
        var now = Instant.now();
        return looking.look(
                Parsed.as(Expectation.class, document),
                new Situation("asked", UUID.randomUUID(), now, now, Optional.empty(), Optional.empty()));
    }
}
