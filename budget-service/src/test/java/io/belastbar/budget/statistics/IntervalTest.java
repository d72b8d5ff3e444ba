package io.belastbar.budget.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 10, 60, 358, 1_000, 3_333, 1_234_567, 9_999_999_999L})
    void noneHasZeroAndAllHasOneAsBound(long n) {
        assertThat(Interval.ofShare(0, n).low()).isZero();
        assertThat(Interval.ofShare(0, n).high()).isBetween(0.0, 1.0).isPositive();
        assertThat(Interval.ofShare(n, n).high()).isEqualTo(1);
        assertThat(Interval.ofShare(0, n).complement().high()).isEqualTo(1);
    }
}
