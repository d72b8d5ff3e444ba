package io.belastbar.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

    @ParameterizedTest
    @CsvSource({"100ms,≤ 100 ms", "< 100ms,< 100 ms", "<=100ms,≤ 100 ms", "≤ 0.1 s,≤ 100 ms"})
    void limitsFromAboveSayTheirSign(String text, String canonical) {
        assertThat(Limit.fromAbove(text, TimeSpan::parse).text()).isEqualTo(canonical);
    }

    @Test
    void aBareLimitIncludesItsValue() {
        assertThat(Limit.fromAbove("100ms", TimeSpan::parse).keptBy(100e6)).isTrue();
        assertThat(Limit.fromAbove("< 100ms", TimeSpan::parse).keptBy(100e6)).isFalse();
    }

    @Test
    void oneErrorInAThousandIsNotBelowATenthOfAPercent() {
        assertThat(Limit.fromAbove("< 0.1%", Ratio::parse).keptBy(1.0 / 1000)).isFalse();
    }

    @Test
    void aThroughputIsALimitFromBelow() {
        var limit = Limit.fromBelow("1000 req/sec", Rate::parse);

        assertThat(limit.text()).isEqualTo("≥ 1000 req/s");
        assertThat(limit.headroomPercent(900)).isEqualTo(-10.0);
    }

    @Test
    void theWrongSideIsRefused() {
        assertThatThrownBy(() -> Limit.fromAbove("> 100ms", TimeSpan::parse)).isInstanceOf(InvalidQuantity.class);
        assertThatThrownBy(() -> Limit.fromBelow("< 5 req/s", Rate::parse)).isInstanceOf(InvalidQuantity.class);
        assertThatThrownBy(() -> Limit.fromAbove("< 0%", Ratio::parse)).hasMessageContaining("nothing is below zero");
    }

    @Test
    void aSignAloneIsNoLimit() {
        assertThatThrownBy(() -> Limit.fromAbove("<", TimeSpan::parse)).isInstanceOf(InvalidQuantity.class);
    }
}
