package io.belastbar.budget.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimensionTest {

    @ParameterizedTest
    @CsvSource({
        "RATIO, 0.99985, 0.9999, 99.985%",
        "RATIO, 0.9999, 0.9999, 99.99%",
        "RATIO, 0.5, 0.8, 50%",
        "TIME, 200.04, 200, 200.04 ms",
        "TIME, 2000.4, 2000, 2000.4 ms",
        "TIME, 60000.5, 60000, 60.001 s",
        "RATE, 499.99, 500, 499.99 req/s",
        "SIZE, 262144.4, 262144, 262.1444 kB",
        "COUNT, 3, 3, 3"
    })
    void aFigureIsNotRoundedOntoItsLimit(Dimension dimension, double value, double limit, String text) {
        assertThat(dimension.text(value, limit)).isEqualTo(text);
    }

    @Test
    void fourDigitsAreEnoughFarFromTheLimit() {
        assertThat(Dimension.TIME.text(123.456, 200)).isEqualTo("123.5 ms");
        assertThat(Dimension.RATE.text(9876.5, 100)).isEqualTo("9877 req/s");
    }

    /** A utilisation may be above 100 %, which no promise may. */
    @Test
    void aFigureThatNoLimitCouldBeIsWrittenAllTheSame() {
        assertThat(Dimension.RATIO.text(1.25, 0.8)).isEqualTo("125%");
    }
}
