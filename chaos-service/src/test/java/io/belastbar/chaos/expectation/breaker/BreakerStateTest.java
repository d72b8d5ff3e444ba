package io.belastbar.chaos.expectation.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.contracts.BreakerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerStateTest {

    private static final String PAGE = """
            {"versicherer-api": {"status": "OPEN", "failureCount": 5, "failureThreshold": 5,
              "nextRetryAt": "2026-11-20T10:10:00Z", "fleetStatus": "CLOSED"},
             "smartbav-db": {"status": "CLOSED", "failureCount": 0, "failureThreshold": 5}}""";

    @Test
    void theStateOfOneInstanceAndOfAllAreTwoThings() {
        var one = new BreakerState("smartbav-api", "versicherer-api", BreakerStatus.OPEN, false);
        var all = new BreakerState("smartbav-api", "versicherer-api", BreakerStatus.OPEN, true);

        assertThat(one.judge(page(PAGE)).result()).isEqualTo(Result.HOLDS);
        assertThat(one.judge(page(PAGE)).details())
                .containsEntry("nextRetryAt", "2026-11-20T10:10:00Z")
                .containsEntry("failureCount", "5");
        assertThat(all.judge(page(PAGE)).result()).isEqualTo(Result.NOT_YET);
    }

    @Test
    void aBreakerThatIsNotThereIsUnknownAndTheOthersAreNamed() {
        var other = new BreakerState("smartbav-api", "sap", BreakerStatus.OPEN, false);

        var seen = other.judge(page(PAGE));

        assertThat(seen.result()).isEqualTo(Result.UNKNOWN);
        assertThat(seen.measured().english()).contains("smartbav-db, versicherer-api");
    }

    @Test
    void anApplicationThatDoesNotTellOfAllInstancesIsUnknown() {
        var fleet = new BreakerState("smartbav-api", "smartbav-db", BreakerStatus.CLOSED, true);

        assertThat(fleet.judge(page(PAGE)).result()).isEqualTo(Result.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "<html>", "{\"a\":"})
    void whatIsNoPageIsNone(String body) {
        assertThat(BreakerStatusPage.read(body)).isEmpty();
    }

    private static BreakerStatusPage page(String body) {
        return BreakerStatusPage.read(body).orElseThrow();
    }
}
