package io.belastbar.budget.self;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HitCountTest {

    @Test
    void theRatioIsThatOfTheReadsSince() {
        var ratio = new HitCount(80, 120).ratioSince(new HitCount(50, 80));

        assertThat(ratio).contains(0.75);
        assertThat(new HitCount(80, 120).readsSince(new HitCount(50, 80))).isEqualTo(40);
    }

    @Test
    void fewReadsSayNothing() {
        assertThat(new HitCount(19, 19).ratioSince(new HitCount(0, 0))).isEmpty();
        assertThat(new HitCount(20, 20).ratioSince(new HitCount(0, 0))).contains(1.0);
    }
}
