package io.belastbar.budget.escalation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    @Test
    void pausesDoubleAndAreShortenedByAtMostAHalf() {
        var backOff = new BackOff(Duration.ofSeconds(4), Duration.ofSeconds(10));

        assertThat(new RetryDelay(backOff, () -> 0).afterFailure(2)).isEqualTo(Duration.ofSeconds(8));
        assertThat(new RetryDelay(backOff, () -> 1).afterFailure(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(new RetryDelay(backOff, () -> 0).afterFailure(9)).isEqualTo(Duration.ofSeconds(10));
    }
}
