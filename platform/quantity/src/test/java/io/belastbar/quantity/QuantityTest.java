package io.belastbar.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    private static final List<Function<String, Quantity>> PARSERS =
            List.of(TimeSpan::parse, Rate::parse, Ratio::parse, Bytes::parse, Count::parse);

    @ParameterizedTest
    @CsvSource({
        "100ms,100",
        "15000ms,15000",
        "1.5 s,1500",
        "2min,120000",
        "250 µs,0.25",
        "1h,3600000",
        "0ms,0",
        "1m30s,90000",
        "1m 30s,90000",
        "2 m,120000",
        "1h0.5s,3600500",
        "4w,2419200000",
        "30s1m,90000"
    })
    void durationsReadTheirUnit(String text, double millis) {
        assertThat(TimeSpan.parse(text).millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"1000 req/sec,1000", "50 req/s,50", "90 req/min,1.5", "7200req/h,2", "100/s,100", "6000 per min,100"})
    void ratesReadTheirUnit(String text, double perSecond) {
        assertThat(Rate.parse(text).perSecond()).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @CsvSource({"0.1%,0.001", "1%,0.01", "100%,1", "5‰,0.005", "0.25,0.25"})
    void sharesAreDecimalExact(String text, double fraction) {
        assertThat(Ratio.parse(text).fraction()).isEqualTo(fraction);
    }

    @ParameterizedTest
    @CsvSource({"256KiB,262144", "1.5 kB,1500", "2 GB,2000000000", "1 B,1"})
    void sizesReadTheirUnit(String text, long bytes) {
        assertThat(Bytes.parse(text).count()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100",
                "-1ms",
                "1e9ms",
                "1 parsec",
                "",
                " ",
                "ms",
                "0,1 s",
                "NaN ms",
                "0.1ns",
                "99999999999d",
                "1m30",
                "1m-30s",
                "1m+30s",
                "1 M",
                "1Q",
                "1.m",
                "1m.5s",
                "1m30s\u0000",
                "\u0000",
                "292w1000000000000d"
            })
    void notADuration(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text)).isInstanceOf(InvalidQuantity.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 req/min", "10 req/h", "1000 req/s", "0.125 req/s", "7 req/min", "12345.678 req/h"})
    void aRateIsWrittenAsItWasPromised(String text) {
        assertThat(Rate.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 Mb", "5Gb", "1 Tb", "1 Kb", "1 Mib"})
    void bitsAreNoBytes(String text) {
        assertThatThrownBy(() -> Bytes.parse(text))
                .isInstanceOf(InvalidQuantity.class)
                .hasMessageContaining("bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "100.1 %/s", "1000 req", "-5 req/sec"})
    void notARate(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(InvalidQuantity.class);
    }

    @Test
    void moreThanEverythingIsNoShare() {
        assertThatThrownBy(() -> Ratio.parse("101%")).hasMessageContaining("was '101%'");
    }

    @Property
    void durationsRoundTrip(@ForAll @LongRange(min = 0) long nanos) {
        var span = new TimeSpan(nanos);

        assertThat(TimeSpan.parse(span.text())).isEqualTo(span);
    }

    @Property
    void ratesRoundTrip(@ForAll @DoubleRange(min = 0, max = 1e12) double perSecond) {
        var rate = new Rate(perSecond);

        assertThat(Rate.parse(rate.text())).isEqualTo(rate);
    }

    @Property
    void sharesRoundTrip(@ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        var ratio = new Ratio(fraction);

        assertThat(Ratio.parse(ratio.text())).isEqualTo(ratio);
    }

    @Property
    void sizesRoundTrip(@ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long count) {
        var bytes = new Bytes(count);

        assertThat(Bytes.parse(bytes.text())).isEqualTo(bytes);
    }

    @Property
    void anyTextIsReadOrRefusedByName(@ForAll String text) {
        for (var parser : PARSERS) {
            assertThat(catchThrowable(() -> parser.apply(text)))
                    .satisfiesAnyOf(failure -> assertThat(failure).isNull(), failure -> assertThat(failure)
                            .isInstanceOf(InvalidQuantity.class));
        }
    }

    /** Every unit that a document may use, with its amount in the base unit. */
    static Stream<Arguments> units() {
        Function<String, Quantity> time = TimeSpan::parse;
        Function<String, Quantity> rate = Rate::parse;
        Function<String, Quantity> share = Ratio::parse;
        Function<String, Quantity> size = Bytes::parse;
        return Stream.of(
                        units(time, 1, "ns"),
                        units(time, 1e3, "us", "µs", "μs"),
                        units(time, 1e6, "ms"),
                        units(time, 1e9, "s", "sec", "second", "seconds", "Sekunde", "Sekunden"),
                        units(time, 60e9, "m", "min", "minute", "minutes", "Minuten"),
                        units(time, 3600e9, "h", "hour", "hours", "Stunde", "Stunden"),
                        units(time, 86400e9, "d", "day", "days", "Tag", "Tage"),
                        units(time, 7 * 86400e9, "w", "week", "weeks", "Woche", "Wochen"),
                        units(
                                rate,
                                1,
                                "req/sec",
                                "req/s",
                                "requests/second",
                                "events/s",
                                "rps",
                                "qps",
                                "tps",
                                "tx/s",
                                "/s",
                                " per second"),
                        units(rate, 1.0 / 60, "req/min", "/m", "req/m", "calls/min", "tasks/minute", "orders/min"),
                        units(rate, 1.0 / 3600, "req/h", "orders/hour"),
                        units(share, 0.01, "%"),
                        units(share, 0.001, "‰"),
                        units(share, 1, ""),
                        units(size, 1, "B"),
                        units(size, 1e3, "kB", "KB"),
                        units(size, 1e6, "MB"),
                        units(size, 1e9, "GB"),
                        units(size, 1e12, "TB"),
                        units(size, 1024, "KiB"),
                        units(size, 1048576, "MiB"),
                        units(size, 1073741824, "GiB"),
                        units(size, 1099511627776.0, "TiB"))
                .flatMap(Function.identity());
    }

    private static Stream<Arguments> units(Function<String, Quantity> parser, double base, String... units) {
        return Arrays.stream(units).map(unit -> Arguments.of(parser, unit, base));
    }

    @ParameterizedTest
    @MethodSource("units")
    void everyUnitIsItsMultipleOfTheBase(Function<String, Quantity> parser, String unit, double base) {
        for (var number : List.of("1", "0.5", "0")) {
            var expected = Double.parseDouble(number) * base;
            if (base != 1 || !number.equals("0.5") || unit.isEmpty() || unit.contains("/s") || unit.endsWith("ps")) {
                assertThat(parser.apply(number + unit).magnitude()).isCloseTo(expected, within(1e-9 * base));
                assertThat(parser.apply(number + " " + unit).magnitude()).isCloseTo(expected, within(1e-9 * base));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("units")
    void whatIsWrittenIsReadBack(Function<String, Quantity> parser, String unit, double base) {
        var quantity = parser.apply("1" + unit);

        assertThat(parser.apply(quantity.text())).isEqualTo(quantity);
    }

    @Property
    void countsRoundTrip(@ForAll @DoubleRange(min = 0, max = 1e12) double value) {
        var count = new Count(value);

        assertThat(Count.parse(count.text())).isEqualTo(count);
    }

    @Test
    void hugeExponentIsRefusedBeforeItIsExpanded() {
        assertThatThrownBy(() -> TimeSpan.parse("1e999999999 d")).isInstanceOf(InvalidQuantity.class);
    }

    @Test
    void veryLongTextIsQuotedShortened() {
        assertThatThrownBy(() -> Rate.parse("9".repeat(1_000_000)))
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(250));
    }
}
