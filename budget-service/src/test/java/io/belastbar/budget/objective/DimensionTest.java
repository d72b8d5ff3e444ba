package io.belastbar.budget.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
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
        "COUNT, 3, 3, 3",
        "RATIO, 0.99996, 0.99999, 99.996%",
        "RATIO, 0.9999987, 0.99999, 99.99987%",
        "RATIO, 0.99999, 0.8, 99.999%",
        "RATIO, 0.00000012, 0.8, 0.000012%",
        "RATIO, 1, 0.99999, 100%",
        "RATE, 8.3, 8.333333333333334, 498 req/min",
        "RATE, 8.333333333333332, 8.333333333333334, 499.9999999999999 req/min",
        "RATE, 8.333333333333334, 8.333333333333334, 500 req/min",
        "RATE, 0.0027, 0.002777777777777778, 9.72 req/h"
    })
    void aFigureIsNotRoundedOntoItsLimit(Dimension dimension, double value, double limit, String text) {
        assertThat(dimension.text(value, limit)).isEqualTo(text);
    }

    @Test
    void fourDigitsAreEnoughFarFromTheLimit() {
        assertThat(Dimension.TIME.text(123.456, 200)).isEqualTo("123.5 ms");
        assertThat(Dimension.RATE.text(9876.5, 100)).isEqualTo("9877 req/s");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9995, 99.95%",
        "0.9996, 99.96%",
        "0.9999, 99.99%",
        "0.99999, 99.999%",
        "0.9999999, 99.99999%",
        "1, 100%",
        "0, 0%",
        "0.0000001, 0.00001%",
        "0.12345, 12.35%",
        "0.954321, 95.43%",
        "1.0000002, 100.00002%"
    })
    void aShareIsAllOrNothingOnlyIfItIs(double share, String text) {
        assertThat(Dimension.RATIO.text(share)).isEqualTo(text);
    }

    /** A double's product with a million is off by one in each fortieth of the times with three decimals. */
    @Property
    void whatWasMeasuredOnALimitIsOnIt(@ForAll @LongRange(min = 0, max = 999_999_999) long micros) {
        var limit = Dimension.TIME.parse(BigDecimal.valueOf(micros, 3).toPlainString() + "ms");

        assertThat(Dimension.TIME.magnitude(BigDecimal.valueOf(micros, 3).doubleValue()))
                .isEqualTo(limit.magnitude());
    }

    @Property(tries = 2_000)
    void aWrittenFigureIsOnTheSideOfItsLimitWhereItWasMeasured(
            @ForAll Dimension dimension, @ForAll("limits") String written, @ForAll("distances") double distance) {
        var quantity = dimension.parse(written(dimension, written));
        var limit = dimension.value(quantity);
        var value = Math.max(0, limit + (limit == 0 ? distance : limit * distance));

        var text = dimension.text(value, limit);
        var limitText = dimension.limitText(limit);

        assertThat(quantity.text()).isEqualTo(limitText);
        assertThat(dimension.parse(limitText)).isEqualTo(quantity);
        assertThat(baseUnits(text).compareTo(baseUnits(limitText)))
                .as("%s beside %s", text, limitText)
                .isEqualTo(Double.compare(dimension.magnitude(value), quantity.magnitude()));
        assertThat(baseUnits(text).subtract(exact(value)).abs())
                .as("%s is rounded further than %s", text, limitText)
                .isLessThanOrEqualTo(lastDigit(limitText));
    }

    /** Far from all limits, on them, and at the end of what a double can tell apart. */
    @Provide
    static Arbitrary<Double> distances() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-1, 3).map(Double::doubleValue),
                Arbitraries.doubles().between(-1e-4, 1e-4).ofScale(12),
                Arbitraries.of(0.0, 2.3e-16, -2.3e-16, 4.5e-16, -4.5e-16, 1e-12, -1e-12, 1e-6, -1e-6));
    }

    @Provide
    static Arbitrary<String> limits() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "99.95", "99.96", "99.99", "99.999", "99.9999", "100", "0.1", "0.001", "0", "80", "50.5"),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                        .ofScale(6)
                        .map(BigDecimal::toPlainString),
                Arbitraries.integers().between(0, 100).map(String::valueOf));
    }

    private static String written(Dimension dimension, String number) {
        return switch (dimension) {
            case TIME -> number + (number.length() % 2 == 0 ? " s" : " ms");
            case RATE -> number + List.of(" req/s", " req/min", " req/h").get(number.length() % 3);
            case RATIO -> number + "%";
            case SIZE -> new BigDecimal(number).setScale(3, RoundingMode.DOWN) + " MB";
            case COUNT -> number;
        };
    }

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("ms", new BigDecimal("3600")),
            Map.entry("s", new BigDecimal("3600000")),
            Map.entry("req/s", new BigDecimal("3600")),
            Map.entry("req/min", new BigDecimal("60")),
            Map.entry("req/h", BigDecimal.ONE),
            Map.entry("%", new BigDecimal("36")),
            Map.entry("B", new BigDecimal("3600")),
            Map.entry("kB", new BigDecimal("3600000")),
            Map.entry("MB", new BigDecimal("3600000000")),
            Map.entry("GB", new BigDecimal("3600000000000")),
            Map.entry("", new BigDecimal("3600")));

    private static String unit(String text) {
        return text.replaceFirst("^[\\d.]+", "").strip();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.replaceFirst("[^\\d.].*", ""));
    }

    /** In the 3600th part of the dimension's unit, in which every unit is whole. */
    private static BigDecimal baseUnits(String text) {
        return number(text).multiply(UNITS.get(unit(text)));
    }

    /** Half of the last digit that a text shows. */
    private static BigDecimal lastDigit(String text) {
        return BigDecimal.ONE
                .scaleByPowerOfTen(-number(text).scale())
                .multiply(UNITS.get(unit(text)))
                .divide(BigDecimal.TWO);
    }

    private static BigDecimal exact(double value) {
        return BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(3_600));
    }

    /** A utilisation may be above 100 %, which no promise may. */
    @Test
    void aFigureThatNoLimitCouldBeIsWrittenAllTheSame() {
        assertThat(Dimension.RATIO.text(1.25, 0.8)).isEqualTo("125%");
    }
}
