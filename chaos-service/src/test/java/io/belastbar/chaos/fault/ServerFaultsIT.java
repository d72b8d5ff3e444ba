package io.belastbar.chaos.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.fault.driver.FaultDrivers;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at real servers: those that the tests run on are the platform's own, and so refused. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class ServerFaultsIT {
    @Inject
    FaultDrivers drivers;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: insurer-hang, target: t",
                "type: proxy-down, target: t, proxy: p",
                "type: service-kill, target: t, anyOf: [a, b]",
                "type: postgres-connections, target: t",
                "type: redis-full, target: t",
                "type: load-start, target: t, scenario: s"
            })
    void everyKindHasADriver(String fields) {
        var action = FaultOrder.parse("{" + fields + ", duration: 1s}").action();

        assertThat(drivers.of(action).action().isInstance(action)).isTrue();
    }

    @Test
    void thePlatformsOwnDatabaseIsRefusedUnderAnotherName() {
        as("engineer", "{\"system\":\"own\",\"targets\":{\"postgresql\":\"own-db\"}}")
                .put("/api/v1/systems/own")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));

        String detail = as("operator", "{\"type\":\"postgres-connections\",\"target\":\"own-db\",\"duration\":\"5s\"}")
                .post("/api/v1/systems/own/faults")
                .then()
                .statusCode(409)
                .extract()
                .path("detail");

        assertThat(detail).startsWith("not possible here, because it is the platform's own server");
    }

    private static io.restassured.specification.RequestSpecification as(String principal, String body) {
        return given().auth()
                .preemptive()
                .oauth2(principal + "-token")
                .contentType("application/json")
                .body(body);
    }
}
