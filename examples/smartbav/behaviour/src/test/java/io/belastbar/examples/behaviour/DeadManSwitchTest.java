package io.belastbar.examples.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadManSwitchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Behaviour HEALTHY = new Behaviour(40, 20, 0, 0);
    private static final Behaviour SLOW = new Behaviour(30_000, 0, 0, 0);

    private final DeadManSwitch deadManSwitch = new DeadManSwitch(HEALTHY);

    @Test
    void settingCountsUntilItsLimitAndNotAtIt() {
        deadManSwitch.set(slowFor(Duration.ofSeconds(60)), NOON);

        assertThat(deadManSwitch.at(NOON.plusMillis(59_999))).isEqualTo(SLOW);
        assertThat(deadManSwitch.at(NOON.plusSeconds(60))).isEqualTo(HEALTHY);
        assertThat(deadManSwitch.expiresAt(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void newerSettingReplacesTheOlderAndItsLimit() {
        deadManSwitch.set(slowFor(Duration.ofSeconds(60)), NOON);
        deadManSwitch.set(slowFor(Duration.ofSeconds(10)), NOON);

        assertThat(deadManSwitch.expiresAt(NOON)).contains(NOON.plusSeconds(10));
    }

    @Test
    void resetHealsAtOnce() {
        deadManSwitch.set(slowFor(Duration.ofSeconds(60)), NOON);

        deadManSwitch.reset();

        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
    }

    @Test
    void limitBeyondOneHourIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> deadManSwitch.set(slowFor(Duration.ofHours(2)), NOON))
                .isInstanceOf(InvalidBehaviour.class)
                .hasMessage("expiresAfterMs should be between 1 and 3600000: was 7200000");
        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
    }

    @Test
    void aCommandThatComesAfterItWasTakenBackChangesNothing() {
        deadManSwitch.reset("fault-1");

        assertThatThrownBy(() -> deadManSwitch.set(slow("fault-1", Optional.empty()), NOON))
                .isInstanceOf(LateCommand.class)
                .hasMessage("token fault-1 was taken back");
        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
    }

    @Test
    void aResetForAnotherTokenLeavesANewerSettingAlone() {
        deadManSwitch.set(slow("fault-2", Optional.empty()), NOON);

        deadManSwitch.reset("fault-1");

        assertThat(deadManSwitch.at(NOON)).isEqualTo(SLOW);
        assertThat(deadManSwitch.token(NOON)).contains("fault-2");
    }

    @Test
    void aResetByHandHealsAndRefusesWhatItHealed() {
        deadManSwitch.set(slow("fault-1", Optional.empty()), NOON);

        deadManSwitch.reset();

        assertThat(deadManSwitch.at(NOON)).isEqualTo(HEALTHY);
        assertThatThrownBy(() -> deadManSwitch.set(slow("fault-1", Optional.empty()), NOON))
                .isInstanceOf(LateCommand.class);
    }

    @Test
    void aSettingEndsAtItsLatestTimeHoweverLateItCame() {
        Optional<Instant> latest = Optional.of(NOON.plusSeconds(70));
        deadManSwitch.set(slow("fault-1", latest), NOON.plusSeconds(69));

        assertThat(deadManSwitch.expiresAt(NOON.plusSeconds(69))).isEqualTo(latest);
        assertThatThrownBy(() -> deadManSwitch.set(slow("fault-1", latest), NOON.plusSeconds(70)))
                .isInstanceOf(LateCommand.class)
                .hasMessage("notAfter should be in the future: was 2026-11-20T12:01:10Z");
    }

    @Test
    void aLatestTimeBeyondTheLimitDoesNotLengthenIt() {
        deadManSwitch.set(slow("fault-1", Optional.of(NOON.plusSeconds(999))), NOON);

        assertThat(deadManSwitch.expiresAt(NOON)).contains(NOON.plusSeconds(60));
    }

    @Test
    void tenThousandTokensAreRefusedAndTheEldestGoFirst() {
        IntStream.rangeClosed(0, 10_000).forEach(i -> deadManSwitch.reset("fault-" + i));

        assertThatThrownBy(() -> deadManSwitch.set(slow("fault-1", Optional.empty()), NOON))
                .isInstanceOf(LateCommand.class);
        deadManSwitch.set(slow("fault-0", Optional.empty()), NOON);
        assertThat(deadManSwitch.at(NOON)).isEqualTo(SLOW);
    }

    @Test
    void aShareOfTheCallsIsIllAndTheOthersAreAsWellAsBefore() {
        var random = new Random(7);
        for (double share : new double[] {0, 0.25, 1}) {
            deadManSwitch.set(
                    new ControlDocument(SLOW, share, Duration.ofSeconds(60), Optional.empty(), Optional.empty()), NOON);

            long slow = IntStream.range(0, 10_000)
                    .filter(call -> deadManSwitch.next(NOON, random).equals(new Outcome.Answer(30_000)))
                    .count();

            assertThat(slow).isBetween((long) (share * 9_600), (long) (share * 10_400));
        }
    }

    @Test
    void withoutAShareAllCallsAreMeant() {
        assertThat(ControlDocument.of(Map.of("latencyMs", 30_000), HEALTHY).share())
                .isEqualTo(1);
        assertThatThrownBy(() -> ControlDocument.of(Map.of("share", 1.01), HEALTHY))
                .isInstanceOf(InvalidBehaviour.class)
                .hasMessage("share should be between 0 and 1: was 1.01");
    }

    private static ControlDocument slowFor(Duration limit) {
        return new ControlDocument(SLOW, 1, limit, Optional.empty(), Optional.empty());
    }

    private static ControlDocument slow(String token, Optional<Instant> notAfter) {
        return new ControlDocument(SLOW, 1, Duration.ofSeconds(60), Optional.of(token), notAfter);
    }
}
