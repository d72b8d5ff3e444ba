package io.belastbar.change.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.change.ChangeDetection;
import io.belastbar.change.DetectionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the detector promises, on the noise of real machines and on random orders. */
class DetectionQualityTest {

    private static final DetectionQuality REPORTED =
            new DetectionQuality(values -> ChangeDetection.detect(values, DetectionOptions.DEFAULT));
    private static List<NamedSeries> noise;

    @BeforeAll
    static void read() throws IOException {
        noise = SeriesFile.read(Path.of("src/test/resources/noise/shuffled.csv"));
    }

    @Test
    void realNoiseRaisesFewFalseAlarms() {
        assertThat(REPORTED.alarms(noise).perHundred()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void realStepsAreFound() {
        assertThat(REPORTED.recall(noise, 0.05, 120, 5).share()).isGreaterThanOrEqualTo(0.65);
        assertThat(REPORTED.recall(noise, 0.05, 120, 20).share()).isGreaterThanOrEqualTo(0.84);
        assertThat(REPORTED.recall(noise, 0.05, 120, 80).share()).isGreaterThanOrEqualTo(0.88);
        assertThat(REPORTED.recall(noise, 0.10, 120, 5).share()).isGreaterThanOrEqualTo(0.78);
        assertThat(REPORTED.recall(noise, 0.10, 120, 20).share()).isGreaterThanOrEqualTo(0.92);
        assertThat(REPORTED.recall(noise, 0.10, 120, 80).share()).isGreaterThanOrEqualTo(0.95);
    }

    /** Ranks make every series without change a random order, so this holds for all of them. */
    @Test
    void randomOrdersRaiseFewFalseAlarms() {
        var random = new Random(11);
        var orders = IntStream.range(0, 400)
                .mapToObj(i ->
                        new NamedSeries("" + i, random.doubles(200, 100, 200).toArray()))
                .toList();

        assertThat(REPORTED.alarms(orders).perHundred()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aDetectorThatSeesNothingFindsNothing() {
        var blind = new DetectionQuality(values -> List.of());

        assertThat(blind.recall(noise, 0.1, 120, 80).share()).isZero();
        assertThat(blind.alarms(noise).points()).isZero();
    }

    @Test
    void theStepIsInjectedAndTheRestCutOff() {
        assertThat(DetectionQuality.stepped(new double[] {10, 10, 10, 10, 10}, 0.1, 2, 2))
                .containsExactly(10, 10, 11, 11);
    }
}
