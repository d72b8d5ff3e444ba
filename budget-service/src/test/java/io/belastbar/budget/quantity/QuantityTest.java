package io.belastbar.budget.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    private static final List<Function<String, Quantity>> PARSERS =
            List.of(TimeSpan::parse, Rate::parse, Ratio::parse, Bytes::parse);

    @ParameterizedTest
    @CsvSource({"100ms,100", "15000ms,15000", "1.5 s,1500", "2min,120000", "250 µs,0.25", "1h,3600000", "0ms,0"})
    void durationsReadTheirUnit(String text, double millis) {
        assertThat(TimeSpan.parse(text).millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"1000 req/sec,1000", "50 req/s,50", "90 req/min,1.5", "7200req/h,2"})
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
            strings = {"100", "-1ms", "1e9ms", "1 parsec", "", " ", "ms", "0,1 s", "NaN ms", "0.1ns", "99999999999d"})
    void notADuration(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text)).isInstanceOf(InvalidQuantity.class);
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
