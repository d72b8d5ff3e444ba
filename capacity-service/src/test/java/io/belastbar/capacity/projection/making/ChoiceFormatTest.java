package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.capacity.history.Measure;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceFormatTest {
    private static final Instant AT = Instant.parse("2027-01-20T07:00:00Z");

    @Test
    void aChoiceIsReadAsItWasWrittenItsErrorsNearly() {
        double[][] errors = {{1, -2.5, Double.NaN}, {}, {0, 0}, {1e-300, 1e12}, {Double.NEGATIVE_INFINITY, 3}};
        Choice choice = new Choice(
                "theta", List.of(new Score("theta", 0.81, 4), new Score("naive", Double.NaN, 0)), null, 5, errors);

        KeptChoice read = ChoiceFormat.read(ChoiceFormat.write(
                new KeptChoice(choice, AT, Duration.ofHours(1), Measure.MAXIMUM, AT.minusSeconds(9))));

        assertThat(read.choice().scores()).isEqualTo(choice.scores());
        assertThat(read.choice().naive()).isNull();
        assertThat(read.chosenAt()).isEqualTo(AT);
        assertThat(read.levelChangedAt()).isEqualTo(AT.minusSeconds(9));
        assertThat(read.choice().errors()[0][0]).isCloseTo(1, withinPercentage(2));
        assertThat(read.choice().errors()[0][1]).isEqualTo(-2.5);
        assertThat(read.choice().errors()[0][2]).isNaN();
        assertThat(read.choice().errors()[1]).isEmpty();
        assertThat(read.choice().errors()[2]).containsExactly(0, 0);
        assertThat(read.choice().errors()[3][1]).isEqualTo(1e12);
        assertThat(read.choice().errors()[4][0]).isNaN();
    }

    @Test
    void theErrorsOfNinetyDaysByTheHourStaySmall() {
        Random random = new Random(7);
        double[][] errors = new double[48][1_080];
        for (double[] row : errors) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextGaussian() * Math.sqrt(i + 1);
            }
        }
        Score score = new Score("theta", 0.8, 4);
        Choice choice = new Choice("theta", List.of(score), score, 5, errors);

        assertThat(ChoiceFormat.write(new KeptChoice(choice, AT, Duration.ofHours(1), Measure.MAXIMUM, null)))
                .hasSizeLessThan(52_000);
    }

    @Test
    void whatAnotherVersionWroteIsNotRead() {
        assertThatThrownBy(() -> ChoiceFormat.read(new byte[] {1, 2, 3})).isInstanceOf(IllegalStateException.class);
    }
}
