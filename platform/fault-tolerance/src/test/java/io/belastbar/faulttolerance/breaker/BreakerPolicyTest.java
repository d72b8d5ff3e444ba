package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BreakerPolicyTest {
    @Example
    void theInsurersBreakerOpensAfterFiveFailuresInARow() {
        assertThat(BreakerPolicy.defaults(BreakerPolicy.INSURER).failureThreshold())
                .isEqualTo(5);
    }

    @Example
    void anInsurerThatTakesThirtySecondsHasFailed() {
        assertThat(BreakerPolicy.defaults(BreakerPolicy.INSURER).timeout()).isLessThan(Duration.ofSeconds(30));
    }

    @Example
    void aThresholdOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerPolicy("a", 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .withMessage("failureThreshold should be between 1 and 1000: was 0");
    }

    @Example
    void aTimeoutBelowAMillisecondIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerPolicy("a", 5, Duration.ofNanos(10), Duration.ofSeconds(1), 1))
                .withMessageStartingWith("timeout should be between PT0.001S and PT1H");
    }

    @Example
    void aNameThatCannotBeAKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerPolicy.defaults("Versicherer API"))
                .withMessageEndingWith("was Versicherer API");
    }

    @Property
    void anInstancesOwnDelayIsAtMostAFifthOff(
            @ForAll @IntRange(min = 1, max = 3_600_000) int millis, @ForAll Random random) {
        var delay = Duration.ofMillis(millis);

        BreakerPolicy own = new BreakerPolicy("a", 5, Duration.ofSeconds(1), delay, 1).jittered(random);

        assertThat(own.openDelay().toMillis()).isBetween(Math.max(1, millis * 8L / 10), millis * 12L / 10 + 1);
    }

    @Example
    void tenInstancesThatOpenedTogetherDoNotProbeTogether() {
        BreakerPolicy shared = BreakerPolicy.defaults(BreakerPolicy.INSURER);
        var random = new Random(1);
        List<RealBreaker> fleet = Stream.generate(() -> new RealBreaker(shared.jittered(random)))
                .limit(10)
                .toList();
        fleet.forEach(RealBreaker::open);

        var probing = new ArrayList<Long>();
        for (int second = 0; second <= 36; second++) {
            probing.add(fleet.stream()
                    .filter(instance -> instance.status() == BreakerStatus.HALF_OPEN)
                    .count());
            fleet.forEach(instance -> instance.advance(Duration.ofSeconds(1)));
        }

        assertThat(probing.get(23)).isZero();
        assertThat(probing.get(36)).isEqualTo(10);
        assertThat(new HashSet<>(probing)).hasSizeGreaterThan(5);
    }
}
