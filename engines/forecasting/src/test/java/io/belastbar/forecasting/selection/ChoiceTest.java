package io.belastbar.forecasting.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Score NAIVE = new Score("naive", 2, 0);
    private static final Score HOLT = new Score("holt", 1, 3);

    @Test
    void whatDidNotWinWasFallenBackOn() {
        assertThat(choice("naive", HOLT, NAIVE).fellBack()).isTrue();
        assertThat(choice("holt", HOLT, NAIVE).fellBack()).isFalse();
        assertThat(choice("naive", NAIVE, HOLT).fellBack()).isFalse();
        assertThat(choice("naive").fellBack()).isFalse();
    }

    private static Choice choice(String method, Score... scores) {
        return new Choice(method, List.of(scores), NAIVE, 5, new double[0][]);
    }
}
