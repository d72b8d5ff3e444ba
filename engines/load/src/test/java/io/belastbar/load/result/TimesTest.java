package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimesTest {

    private static final Supplier<Histogram> DENSE = () -> new Histogram(3);
    private static final Supplier<Histogram> PACKED = () -> new PackedHistogram(3);

    static Stream<Arguments> sizes() {
        return Stream.of(0, 1, 8, 9, 511, 512, 513, 5_000)
                .flatMap(size -> Stream.of(DENSE, PACKED).map(form -> Arguments.of(size, form)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void fewAndManyAreAHistogramsValues(int size, Supplier<Histogram> form) {
        Histogram expected = new Histogram(3);
        Times times = new Times(form);
        new Random(size).longs(size, 0, 1L << 36).forEach(micros -> {
            times.record(micros);
            expected.recordValue(micros);
        });

        assertThat(times.size()).isEqualTo(size);
        assertThat(times.histogram()).isEqualTo(expected);
        assertThat(times.many()).isEqualTo(expected);
        assertThat(times.histogram()).isSameAs(times.many());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aSumIsThatOfAllValuesWhicheverWasFirst(int size, Supplier<Histogram> form) {
        for (int other : new int[] {0, 3, 510, 4_000}) {
            Histogram expected = new Histogram(3);
            Times one = recorded(size, form, expected);
            Times two = recorded(other, DENSE, expected);
            Times sum = new Times(form);

            sum.add(one);
            sum.add(two);
            two.add(one);

            assertThat(sum.histogram()).isEqualTo(expected);
            assertThat(two.histogram()).isEqualTo(expected);
            assertThat(sum.size()).isEqualTo(size + other);
            assertThat(one.size()).isEqualTo(size);
        }
    }

    private static Times recorded(int size, Supplier<Histogram> form, Histogram all) {
        Times times = new Times(form);
        new Random(size).longs(size, 0, 10_000_000).forEach(micros -> {
            times.record(micros);
            all.recordValue(micros);
        });
        return times;
    }
}
