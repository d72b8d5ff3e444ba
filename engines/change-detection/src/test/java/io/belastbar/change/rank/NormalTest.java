package io.belastbar.change.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NormalTest {

    /** Values of R's qnorm and pnorm. */
    @Test
    void knownValues() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306167813, within(1e-12));
        assertThat(Normal.quantile(1e-9)).isCloseTo(-5.997807015007774, within(1e-9));
        assertThat(Normal.twoSidedTail(0)).isEqualTo(1);
        assertThat(Normal.twoSidedTail(1.959963984540054)).isCloseTo(0.05, within(1e-12));
        assertThat(Normal.twoSidedTail(5)).isCloseTo(5.733031437583878e-7, within(1e-16));
    }

    @Property
    void quantileAndTailAreInverse(@ForAll @DoubleRange(min = 0.01, max = 6) double z) {
        assertThat(-Normal.quantile(Normal.twoSidedTail(z) / 2)).isCloseTo(z, within(1e-7));
    }
}
