package io.belastbar.change.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.change.ChangeDetection;
import io.belastbar.change.DetectionOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What never changed raises no alarm, however its values follow each other. */
class DependentSeriesTest {

    private static final DetectionQuality REPORTED =
            new DetectionQuality(values -> ChangeDetection.detect(values, DetectionOptions.DEFAULT));
    private static final DetectionQuality CERTAIN = new DetectionQuality(values ->
            ChangeDetection.detect(values, DetectionOptions.DEFAULT.withPenaltyFactor(DetectionOptions.CERTAIN)));
    private static final double FALSE_POINTS_MAX = 0.05;

    @ParameterizedTest
    @CsvSource({"0", "0.3", "0.5", "0.8", "0.9", "-0.5"})
    void valuesThatFollowEachOtherRaiseFewFalseAlarms(double phi) {
        fewAlarms(new Simulated(400, 1).autoregressive(60, phi));
    }

    @Test
    void tiesSeasonsAndOutliersRaiseFewFalseAlarms() {
        var simulated = new Simulated(400, 1);

        fewAlarms(simulated.tied(60));
        fewAlarms(simulated.weekly(60));
        fewAlarms(simulated.withOutliers(60));
        assertThat(CERTAIN.alarms(new Simulated(60, 2).weekly(60)).perHundred()).isLessThanOrEqualTo(FALSE_POINTS_MAX);
    }

    /** A short series cannot tell much of dependence: certain points are rare nevertheless. */
    @ParameterizedTest
    @CsvSource({"60,0.5", "60,0.8", "60,0.9"})
    void aShortSeriesIsSeldomCertain(int n, double phi) {
        assertThat(CERTAIN.alarms(new Simulated(n, 3).autoregressive(200, phi)).perHundred())
                .isLessThanOrEqualTo(FALSE_POINTS_MAX);
    }

    @Test
    void aStepIsFoundAmongValuesThatFollowEachOther() {
        var half = new Simulated(200, 5).autoregressive(60, 0.5);
        var much = new Simulated(200, 5).autoregressive(60, 0.8);

        assertThat(CERTAIN.recall(half, 0.2, 100, 100).share()).isGreaterThanOrEqualTo(0.95);
        assertThat(CERTAIN.recall(much, 0.3, 100, 100).share()).isGreaterThanOrEqualTo(0.9);
    }

    private static void fewAlarms(List<NamedSeries> series) {
        assertThat(REPORTED.alarms(series).perHundred()).isLessThanOrEqualTo(FALSE_POINTS_MAX);
        assertThat(CERTAIN.alarms(series).perHundred()).isLessThanOrEqualTo(FALSE_POINTS_MAX / 5);
    }
}
