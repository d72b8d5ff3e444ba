package io.belastbar.examples.insurer.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadManSwitchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Behaviour HEALTHY = new Behaviour(40, 20, 0, 0);
    private static final Behaviour SLOW = new Behaviour(30_000, 0, 0, 0);

    private final DeadManSwitch deadManSwitch = new DeadManSwitch(HEALTHY);

    @Test
    void settingCountsUntilItsLimitAndNotAtIt() {
        deadManSwitch.set(SLOW, Duration.ofSeconds(60), NOON);

        assertThat(deadManSwitch.at(NOON.plusMillis(59_999))).isEqualTo(SLOW);
        assertThat(deadManSwitch.at(NOON.plusSeconds(60))).isEqualTo(HEALTHY);
        assertThat(deadManSwitch.expiresAt(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void newerSettingReplacesTheOlderAndItsLimit() {
        deadManSwitch.set(SLOW, Duration.ofSeconds(60), NOON);
        deadManSwitch.set(SLOW, Duration.ofSeconds(10), NOON);

        assertThat(deadManSwitch.expiresAt(NOON)).contains(NOON.plusSeconds(10));
    }

    @Test
    void resetHealsAtOnce() {
        deadManSwitch.set(SLOW, Duration.ofSeconds(60), NOON);

        deadManSwitch.reset();

        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
    }

    @Test
    void limitBeyondOneHourIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> deadManSwitch.set(SLOW, Duration.ofHours(2), NOON))
                .isInstanceOf(InvalidBehaviour.class)
                .hasMessage("expiresAfterMs should be between 1 and 3600000: was 7200000");
        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
    }
}
