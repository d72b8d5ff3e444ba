package io.belastbar.chaos.expectation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.Timeline;
import io.belastbar.resilience.measure.Writes;
import io.belastbar.resilience.measure.report.MeasurementJson;
import io.belastbar.resilience.measure.report.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryExpectationsTest {

    private static final DataLoss NONE_LOST = new DataLoss.Known(0, Duration.ZERO, List.of());

    @ParameterizedTest
    @CsvSource({"9900, HOLDS", "9901, UNKNOWN", "10000, UNKNOWN", "10100, UNKNOWN", "10101, VIOLATED"})
    void aTargetWithinTheBoundIsNeitherMetNorMissed(long measured, Result expected) {
        var rto = new RecoveryTime.Measured(Duration.ofMillis(measured), Optional.of(Duration.ofMillis(100)));

        var seen = rto("10s", rto);

        assertThat(seen.result()).isEqualTo(expected);
        assertThat(seen.details())
                .containsEntry("rtoMs", String.valueOf(measured))
                .containsEntry("boundMs", "100")
                .containsEntry("targetMs", "10000");
    }

    @Test
    void whatWasNotReachedIsMissedOnlyIfMoreThanTheTargetHasPassed() {
        var bound = Optional.of(Duration.ofMillis(10));

        assertThat(rto("30m", new RecoveryTime.NotReached(Duration.ofMinutes(31), bound, false))
                        .result())
                .isEqualTo(Result.VIOLATED);
        assertThat(rto("30m", new RecoveryTime.NotReached(Duration.ofMinutes(1), bound, true))
                        .result())
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void aMeasurementWithoutInjectionOrBoundIsUnknown() {
        assertThat(rto("1s", new RecoveryTime.Unknown(RecoveryTime.Why.NO_INJECT))
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(rto("1s", new RecoveryTime.Measured(Duration.ofMillis(1), Optional.empty()))
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(rto("1s", new RecoveryTime.NoOutage(Duration.ofMillis(20))).result())
                .isEqualTo(Result.HOLDS);
    }

    @Test
    void whileTheProbeWritesAnOutageMayYetCome() {
        var none = new RecoveryTime.NoOutage(Duration.ofMillis(20));
        var rto = new RecoveryTime.Measured(Duration.ofSeconds(3), Optional.of(Duration.ofMillis(20)));

        assertThat(judged(none, true)).isEqualTo(Result.UNKNOWN);
        assertThat(judged(none, false)).isEqualTo(Result.HOLDS);
        assertThat(judged(rto, true)).isEqualTo(Result.HOLDS);
    }

    private static Result judged(RecoveryTime measured, boolean underWay) {
        return Parsed.as(Rto.class, "type: rto\nat-most: 10s")
                .judge(figures(measured, NONE_LOST, underWay))
                .result();
    }

    @Test
    void lostRowsCountByTheAgeOfTheOldest() {
        var loss = new DataLoss.Known(200, Duration.ofSeconds(2), List.of());

        assertThat(rpo("5m", loss).result()).isEqualTo(Result.HOLDS);
        assertThat(rpo("1s", loss).result()).isEqualTo(Result.VIOLATED);
        assertThat(rpo("1s", loss).details()).containsEntry("lostRows", "200").containsEntry("rpoMs", "2000");
    }

    @Test
    void whereNothingMayBeLostASingleRowIsTooMuch() {
        assertThat(rpo("0s", new DataLoss.Known(1, Duration.ZERO, List.of())).result())
                .isEqualTo(Result.VIOLATED);
        assertThat(rpo("0s", NONE_LOST).result()).isEqualTo(Result.HOLDS);
    }

    @Test
    void whatNobodyReadBackIsUnknownAndNotZero() {
        assertThat(rpo("5m", new DataLoss.Unknown(DataLoss.Why.NO_READ_BACK)).result())
                .isEqualTo(Result.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"rto\":{}",
                "{\"rto\":{\"state\":\"MEASURED\"},\"rpo\":{\"state\":\"UNKNOWN\",\"because\":\"NO_READ_BACK\"}}",
                "{\"rto\":{\"state\":\"MEASURED\",\"ms\":-1},\"rpo\":{\"state\":\"UNKNOWN\",\"because\":\"NO_READ_BACK\"}}",
                "{\"rto\":{\"state\":\"LATER\"},\"rpo\":{\"state\":\"MEASURED\",\"ms\":0}}"
            })
    void whatIsNoResultIsNone(String stored) {
        assertThat(ProbeFigures.read(stored, false)).isEmpty();
    }

    private static Observation rto(String target, RecoveryTime measured) {
        return Parsed.as(Rto.class, "type: rto\nat-most: " + target).judge(stored(measured, NONE_LOST));
    }

    private static Observation rpo(String target, DataLoss measured) {
        return Parsed.as(Rpo.class, "type: rpo\nat-most: " + target)
                .judge(stored(new RecoveryTime.Unknown(RecoveryTime.Why.NO_INJECT), measured));
    }

    /** As a probe stores it. */
    private static ProbeFigures stored(RecoveryTime recoveryTime, DataLoss loss) {
        return figures(recoveryTime, loss, false);
    }

    private static ProbeFigures figures(RecoveryTime recoveryTime, DataLoss loss, boolean underWay) {
        var nothing = Optional.<Duration>empty();
        var measured = new Measurement(
                new Timeline(nothing, nothing, nothing, nothing, nothing, nothing, nothing),
                recoveryTime,
                loss,
                Optional.empty(),
                new Writes(0, 0, 0, 0, 0),
                List.of());
        var json = new MeasurementJson(ReportLanguage.ENGLISH, Duration.ofSeconds(5))
                .of(measured, new Targets(nothing, nothing));
        return ProbeFigures.read(json.toString(), underWay).orElseThrow();
    }
}
