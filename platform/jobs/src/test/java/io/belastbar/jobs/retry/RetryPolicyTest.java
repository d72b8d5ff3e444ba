package io.belastbar.jobs.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(3));

    @Test
    void pausesGrowUntilTheLastAttempt() {
        var policy = new RetryPolicy(4, BACK_OFF);

        assertThat(policy.pauseAfter(1)).contains(Duration.ofSeconds(1));
        assertThat(policy.pauseAfter(2)).contains(Duration.ofSeconds(2));
        assertThat(policy.pauseAfter(3)).contains(Duration.ofSeconds(3));
        assertThat(policy.pauseAfter(4)).isEmpty();
    }

    @Test
    void oneAttemptIsTheOnlyOne() {
        assertThat(new RetryPolicy(1, BACK_OFF).pauseAfter(1)).isEmpty();
    }

    @Test
    void anAttemptBeyondTheLastComesWhenOwnersDied() {
        var policy = new RetryPolicy(2, BACK_OFF);

        assertThat(policy.isBeyond(2)).isFalse();
        assertThat(policy.isBeyond(3)).isTrue();
        assertThat(policy.pauseAfter(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void attemptsCannotBeNone() {
        assertThatThrownBy(() -> new RetryPolicy(0, BACK_OFF)).hasMessageContaining("was 0");
    }
}
