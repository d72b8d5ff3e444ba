package io.belastbar.load.comparison.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadPhasesTest {

    @Test
    void constantLoadIsOnePhase() {
        assertThat(LoadPhases.starts(new double[] {50, 50, 50, 51})).containsExactly(0);
    }

    @Test
    void aRampIsCutAtEachTenthAndItsPlateauIsWhole() {
        double[] planned = IntStream.range(0, 300)
                .mapToDouble(second -> Math.min(100, second * 2))
                .toArray();

        int[] starts = LoadPhases.starts(planned);

        assertThat(starts).hasSize(9).startsWith(0, 6, 12).endsWith(48);
    }

    @Test
    void aStepIsACut() {
        assertThat(LoadPhases.starts(new double[] {10, 10, 100, 100, 10})).containsExactly(0, 2, 4);
    }

    @Test
    void noSecondsAreOnePhase() {
        assertThat(LoadPhases.starts(new double[0])).containsExactly(0);
    }
}
