package io.belastbar.jobs.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(BACK_OFF.afterFailure(1)).hasMillis(100);
        assertThat(BACK_OFF.afterFailure(2)).hasMillis(200);
        assertThat(BACK_OFF.afterFailure(6)).hasMillis(3200);
        assertThat(BACK_OFF.afterFailure(7)).hasSeconds(5);
    }

    @Property
    void aPauseIsNeverShorterThanTheFirstNorLongerThanTheLongest(
            @ForAll @IntRange(min = 1) int failures, @ForAll @IntRange(min = 1, max = 100_000_000) int firstMs) {
        Duration first = Duration.ofMillis(firstMs);
        Duration max = first.multipliedBy(50);

        assertThat(new BackOff(first, max).afterFailure(failures)).isBetween(first, max);
    }

    @Test
    void theFirstPauseCannotBeZero() {
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first pause should be above 0 and at most the longest: was PT0S and PT1S");
    }
}
