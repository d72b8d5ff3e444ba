package io.belastbar.service.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds at every door of every service; a service's {@code DoorsIT} extends it. */
public abstract class DoorsContract {
    @TestHTTPResource
    URI service;

    @Test
    void controlCharactersAreRefusedAtEveryDoor() throws Exception {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        EveryDoor doors = new EveryDoor(service, List.of("operator-token", "auditor-token"));

        assertThat(doors.findings(paths)).isEmpty();
        assertThat(doors.tried()).isGreaterThan(10);
    }
}
