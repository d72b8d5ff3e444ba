package io.belastbar.budget.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.quantity.InvalidQuantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredAmountTest {

    @ParameterizedTest
    @CsvSource({
        "12.345678901234 ms, '', TIME, 12.345678901234",
        "92.56917745172979, ms, TIME, 92.56917745172979",
        "0.1234567890123 s, '', TIME, 123.4567890123",
        "0.1234567890123s, '', TIME, 123.4567890123",
        "1e-3, s, TIME, 1",
        "1.5E3 us, '', TIME, 1.5",
        "4.9e-324, ms, TIME, 4.9e-324",
        "1e-9 ns, '', TIME, 1e-15",
        "300ms, '', TIME, 300",
        "1m30s, '', TIME, 90000",
        "1234.5 B, '', SIZE, 1234.5",
        "1.2345678 MB, '', SIZE, 1234567.8",
        "0.1, KiB, SIZE, 102.4",
        "1e20, bytes, SIZE, 1e20",
        "33.333333333333336, percent, RATIO, 0.33333333333333336",
        "1e-3, '', RATIO, 0.001",
        "1e-3, %, RATIO, 0.00001",
        ".5, ratio, RATIO, 0.5",
        "1.0000000000000002, ratio, RATIO, 1",
        "16.666666666666668, 1/s, RATE, 16.666666666666668",
        "1e3 req/min, '', RATE, 16.666666666666668",
        "1e-3, '', COUNT, 0.001",
        "17., count, COUNT, 17",
        "-0.0, ms, TIME, 0"
    })
    void anyFiniteNumberIsTakenWithItsUnit(String text, String unit, Dimension dimension, double value) {
        assertThat(MeasuredAmount.parse(text, unit, dimension)).isEqualTo(value, within(Math.ulp(value)));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, ms, TIME",
        "Infinity, ms, TIME",
        "-Infinity, s, TIME",
        "+Inf, s, TIME",
        "1e999, s, TIME",
        "1e999999999, s, TIME",
        "-1, ms, TIME",
        "-1e-3, s, TIME",
        "12.5, '', TIME",
        "1e3, kB, TIME",
        "120%, '', RATIO",
        "1.001, ratio, RATIO",
        "-0.1, ratio, RATIO",
        "1e300, '', COUNT",
        "-1, '', COUNT",
        "12.5 B, kB, SIZE",
        "0x10, B, SIZE",
        "1_000, B, SIZE",
        "'', ms, TIME",
        "many, '', COUNT"
    })
    void whatIsNoAmountIsRefused(String text, String unit, Dimension dimension) {
        assertThatThrownBy(() -> MeasuredAmount.parse(text, unit, dimension)).isInstanceOf(InvalidQuantity.class);
    }

    @Property(tries = 500)
    void whatAProgramPrintsIsWhatItMeasured(@ForAll @DoubleRange(min = 0, max = 1e15) double millis) {
        assertThat(MeasuredAmount.parse(String.valueOf(millis), "ms", Dimension.TIME))
                .isEqualTo(millis, within(Math.ulp(millis)));
    }

    @Property(tries = 500)
    void aValueOnALimitIsOnIt(@ForAll @DoubleRange(min = 0, max = 1e6) double perMinute) {
        var text = new BigDecimal(perMinute).setScale(3, RoundingMode.HALF_UP).toPlainString() + " req/min";

        assertThat(MeasuredAmount.parse(text, "", Dimension.RATE))
                .isEqualTo(Dimension.RATE.value(Dimension.RATE.parse(text)));
    }

    @Test
    void aShareThatOnlyRoundingPutsBeyondOneIsOne() {
        assertThat(MeasuredAmount.possible(1.0000000002, Dimension.RATIO)).hasValue(1);
        assertThat(MeasuredAmount.possible(-1e-17, Dimension.RATIO)).hasValue(0);
        assertThat(MeasuredAmount.possible(1.7, Dimension.RATIO)).isEmpty();
        assertThat(MeasuredAmount.possible(Double.NaN, Dimension.RATIO)).isEmpty();
        assertThat(MeasuredAmount.possible(Double.POSITIVE_INFINITY, Dimension.TIME))
                .isEmpty();
        assertThat(MeasuredAmount.possible(-1, Dimension.TIME)).isEmpty();
    }
}
