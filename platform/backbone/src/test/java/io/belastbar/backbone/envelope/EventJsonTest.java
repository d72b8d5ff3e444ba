package io.belastbar.backbone.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static String raised(String system) {
        var finding = FindingRaised.of("f", "SYSTEM", "scanner")
                .raised(Instant.parse("2026-11-26T12:00:00Z"), Severity.LOW)
                .component("c")
                .title("t")
                .build();
        return new String(EventJson.write(finding), StandardCharsets.UTF_8).replace("SYSTEM", system);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never Heard!", "", "Shop", "-shop", "shop/1", "größe"})
    void aSystemThatNoDoorWouldTakeIsNoEvent(String system) {
        assertThatExceptionOfType(UnreadableEvent.class)
                .isThrownBy(() ->
                        EventJson.read(EventType.FINDING_RAISED, raised(system).getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("must be 1 to 63 of a-z")
                .withMessageEndingWith(": was \"" + system + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop.v2", "9-to-5_x"})
    void oneThatEveryDoorTakesIsRead(String system) {
        assertThat(EventJson.read(EventType.FINDING_RAISED, raised(system).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(FindingRaised.class, finding -> assertThat(finding.system())
                        .isEqualTo(system));
    }

    @Test
    void anEventThatNamesNoSystemNeedsNone() {
        assertThat(EventJson.read(EventType.CIRCUIT_BREAKER_TRANSITIONED, """
                        {"breaker": "b", "from": "CLOSED", "to": "OPEN", "failureCount": 5, "failureThreshold": 5,
                         "instance": "i", "at": "2026-11-26T12:00:00Z"}""".getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
    }
}
