package io.belastbar.capacity.history.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutliersTest {

    @Test
    void aSpikeIsOneAndARiseIsNot() {
        var values =
                IntStream.range(0, 200).mapToDouble(i -> i * 10 + i * 7919 % 13).toArray();
        assertThat(Outliers.of(values)).isEmpty();

        values[70] += 2_000;

        assertThat(Outliers.of(values)).containsExactly(70);
    }

    @Test
    void ofEqualValuesTheOtherIsOne() {
        var values = new double[50];
        Arrays.fill(values, 4);
        assertThat(Outliers.of(values)).isEmpty();

        values[20] = 5;

        assertThat(Outliers.of(values)).containsExactly(20);
    }

    @Test
    void fewValuesHaveNone() {
        assertThat(Outliers.of(new double[] {})).isEmpty();
        assertThat(Outliers.of(new double[] {1, 1, 1, 1, 1, 1, 9_999})).isEmpty();
    }

    @Test
    void aGapIsLongerThanUsual() {
        var moments = LongStream.of(0, 300, 600, 1_500, 1_800, 2_101)
                .mapToObj(Instant::ofEpochSecond)
                .toList();

        assertThat(Gaps.of(moments))
                .containsExactly(new Gaps.Gap(Instant.ofEpochSecond(600), Instant.ofEpochSecond(1_500)));
        assertThat(Gaps.of(List.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(9))))
                .isEmpty();
    }
}
