package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerPolicyTest {
    @Test
    void theInsurersBreakerOpensAfterFiveFailuresInARow() {
        assertThat(BreakerPolicy.defaults(BreakerPolicy.INSURER).failureThreshold())
                .isEqualTo(5);
    }

    @Test
    void anInsurerThatTakesThirtySecondsHasFailed() {
        assertThat(BreakerPolicy.defaults(BreakerPolicy.INSURER).timeout()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aThresholdOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerPolicy("a", 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .withMessage("failureThreshold should be between 1 and 1000: was 0");
    }

    @Test
    void aTimeoutBelowAMillisecondIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerPolicy("a", 5, Duration.ofNanos(10), Duration.ofSeconds(1), 1))
                .withMessageStartingWith("timeout should be between PT0.001S and PT1H");
    }

    @Test
    void aNameThatCannotBeAKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerPolicy.defaults("Versicherer API"))
                .withMessageEndingWith("was Versicherer API");
    }
}
