package io.belastbar.profiling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.testing.EveryDoor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DoorsIT {
    @TestHTTPResource
    URI service;

    @Test
    void controlCharactersAreRefusedAtEveryDoor() throws Exception {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        EveryDoor doors = new EveryDoor(service, "operator-token");

        assertThat(doors.findings(paths)).isEmpty();
        assertThat(doors.tried()).isGreaterThan(10);
    }
}
