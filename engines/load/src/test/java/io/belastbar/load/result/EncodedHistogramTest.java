package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedHistogramTest {

    /** From one to all the places that times of up to years have. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 300, 512})
    void fewTimesAreEncodedAsTheirHistogramEncodesItself(int count) {
        Random random = new Random(count);
        for (int trial = 0; trial < 300; trial++) {
            long[] micros = new long[count + 3];
            Histogram histogram = new Histogram(Cell.SIGNIFICANT_DIGITS);
            long bound = 1L << random.nextInt(1, 45);
            for (int i = 0; i < count; i++) {
                micros[i] = random.nextInt(3) == 0 && i > 0 ? micros[i - 1] : random.nextLong(bound);
                histogram.recordValue(micros[i]);
            }

            assertThat(EncodedHistogram.of(micros, count)).isEqualTo(EncodedHistogram.of(histogram));
        }
    }

    @Test
    void edgesOfBucketsAreEncodedAsTheirHistogramEncodesItself() {
        for (int bit = 0; bit < 45; bit++) {
            for (long micros : new long[] {(1L << bit) - 1, 1L << bit, (1L << bit) + 1}) {
                Histogram histogram = new Histogram(Cell.SIGNIFICANT_DIGITS);
                histogram.recordValue(micros);

                assertThat(EncodedHistogram.of(new long[] {micros}, 1)).isEqualTo(EncodedHistogram.of(histogram));
            }
        }
    }

    @Test
    void noTimesHaveNoBytes() {
        assertThat(EncodedHistogram.of(new long[0], 0)).isEmpty();
        assertThat(EncodedHistogram.of(new Histogram(Cell.SIGNIFICANT_DIGITS))).isEmpty();
    }

    @Test
    void hdrHistogramReadsWhatWasEncoded() {
        long[] micros = {5, 5, 900_000, 17, 30_000_000_000L};

        Histogram read = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(EncodedHistogram.of(micros, 5)), 2);

        Histogram expected = new Histogram(Cell.SIGNIFICANT_DIGITS);
        Arrays.stream(micros).forEach(expected::recordValue);
        assertThat(read).isEqualTo(expected);
    }
}
