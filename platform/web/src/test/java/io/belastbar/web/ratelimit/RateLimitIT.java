package io.belastbar.web.ratelimit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.web.OidcAndStrictLimit;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OidcAndStrictLimit.class)
class RateLimitIT {

    @Test
    void onePrincipalOverTheLimitGets429AndTheOthersDoNot() {
        for (int i = 0; i < 3; i++) {
            Response admitted = me("auditor");
            assertThat(admitted.statusCode()).isEqualTo(200);
            assertThat(admitted.header("RateLimit-Limit")).isEqualTo("3");
            assertThat(admitted.header("RateLimit-Remaining")).isEqualTo(String.valueOf(2 - i));
        }

        Response refused = me("auditor");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(900, 1001);
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Long.parseLong(refused.header("RateLimit-Reset"))).isBetween(2900L, 3001L);
        assertThat(me("engineer").statusCode()).isEqualTo(200);
    }

    private static Response me(String role) {
        return given().header("Authorization", "Bearer " + role + "-token").get("/api/v1/probe/me");
    }
}
