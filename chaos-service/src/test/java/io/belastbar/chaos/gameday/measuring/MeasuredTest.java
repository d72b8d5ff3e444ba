package io.belastbar.chaos.gameday.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.machine.Seen;
import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.measure.MeasureRecovery;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import io.belastbar.resilience.measure.report.MeasurementJson;
import io.belastbar.resilience.measure.report.Targets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write every 100 ms; an outage from 1 s to 4 s; the stability window is 5 s. */
class MeasuredTest {
    private static final String LOST_TEN =
            "{\"event\":\"READBACK\",\"atMs\":30000,\"present\":[[1,0],[41,200]]}".replace("[1,0],", "");
    private static final String NONE_LOST = "{\"event\":\"READBACK\",\"atMs\":30000,\"present\":[[1,10],[41,200]]}";

    @ParameterizedTest
    @CsvSource({
        "60s,  60s,  MET,     ''",
        "1s,   60s,  MISSED,  RTO missed",
        "60s,  500ms,MISSED,  RPO missed",
        "1s,   500ms,MISSED,  RTO missed",
        "3s,   60s,  UNKNOWN, RTO not known",
        ",     ,     MET,     ''"
    })
    void theWorseOfTheTwoCounts(String rto, String rpo, Seen result, String why) {
        Measured measured = Measured.of(judged(true, LOST_TEN, rto, rpo), List.of());

        assertThat(measured.result()).isEqualTo(result);
        assertThat(measured.why()).isEqualTo(why);
        assertThat(measured.details())
                .containsEntry("rtoState", "MEASURED")
                .containsEntry("lostRows", "10")
                .containsEntry("rpoMs", "901")
                .containsKey("rtoBoundMs");
    }

    @Test
    void withoutAReadingTheLossIsUnknownAndNoFigureIsSaid() {
        Measured measured = Measured.of(judged(true, "", "60s", "60s"), List.of("nobody could read: away"));

        assertThat(measured.result()).isEqualTo(Seen.UNKNOWN);
        assertThat(measured.why()).isEqualTo("RPO not known");
        assertThat(measured.details())
                .doesNotContainKeys("lostRows", "rpoMs")
                .containsEntry("rpoVerdict", "INCONCLUSIVE")
                .containsEntry("unknownBecause", "nobody could read: away");
        assertThat(Measured.figures(measured.stored()).lostRows()).isNull();
        assertThat(Measured.figures(measured.stored()).unknownBecause()).containsExactly("nobody could read: away");
    }

    @Test
    void whatWasNotReachedHasNoRecoveryTime() {
        Measured unreached = Measured.of(judged(false, NONE_LOST, null, null), List.of());
        Measured missed = Measured.of(judged(false, NONE_LOST, "1s", null), List.of());

        assertThat(unreached.result()).isEqualTo(Seen.UNKNOWN);
        assertThat(unreached.details())
                .containsEntry("rtoState", "NOT_REACHED")
                .containsKey("rtoMoreThanMs")
                .doesNotContainKey("rtoMs");
        assertThat(missed.result()).isEqualTo(Seen.MISSED);
    }

    @Test
    void withoutAHistoryNothingIsKnown() {
        Measured measured = Measured.unknown("there is no history – \"süß\"");

        assertThat(measured.result()).isEqualTo(Seen.UNKNOWN);
        assertThat(measured.why()).isEqualTo("RTO not known");
        assertThat(measured.details())
                .containsOnlyKeys("measured", "rtoState", "unknownBecause")
                .containsEntry("measured", "there is no history – \"süß\"");
        assertThat(Measured.figures(measured.stored()).rtoMs()).isNull();
    }

    @Test
    void figuresAreWholeMillisecondsAndTheirBoundIsRoundedUp() {
        MeasuredFigures figures = Measured.figures(
                Measured.of(judged(true, LOST_TEN, "60s", null), List.of()).stored());

        assertThat(figures.rtoMs()).isEqualTo(3_099);
        assertThat(figures.rtoBoundMs()).isEqualTo(101);
        assertThat(figures.rtoVerdict()).isEqualTo("MET");
        assertThat(figures.rpoVerdict()).isNull();
        assertThat(figures.promotedMs()).isEqualTo(2_000);
        assertThat(figures.detectedMs()).isNull();
        assertThat(figures.findings()).isEmpty();
    }

    @Test
    void whatMustBeKnownBesideTheFiguresIsTold() {
        String twice = "{\"event\":\"READBACK\",\"atMs\":30000,\"present\":[[1,10],[5,6],[41,200]]}";

        Measured measured = Measured.of(judged(true, twice, "60s", "60s"), List.of());

        assertThat(Measured.figures(measured.stored()).findings())
                .extracting(MeasuredFigures.Found::kind)
                .containsExactly("DUPLICATES");
        assertThat(measured.details().get("findings")).contains("2");
    }

    private static String judged(boolean recovered, String readBack, String rto, String rpo) {
        var lines = new StringBuilder();
        for (int sequence = 1; sequence <= (recovered ? 200 : 50); sequence++) {
            // One starts a little late, so that the largest gap is no whole number.
            double at = sequence * 100 + (sequence == 100 ? 0.5 : 0) - 50;
            if (sequence == 11 || sequence == 31) {
                String event = sequence == 11 ? "INJECT" : "PROMOTED";
                lines.append("{\"event\":\"%s\",\"atMs\":%s}%n".formatted(event, at - 50));
            }
            boolean well = sequence <= 10 || recovered && sequence > 40;
            lines.append("{\"seq\":%d,\"event\":\"INVOKE\",\"atMs\":%s}%n".formatted(sequence, at));
            lines.append("{\"seq\":%d,\"event\":\"%s\",\"atMs\":%s}%n"
                    .formatted(sequence, well ? "ACK" : "FAIL", at + (sequence == 10 ? 1 : 0)));
        }
        lines.append(readBack).append('\n');
        try (var history = HistoryReader.read(
                new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)), CutOffEnd.REFUSED)) {
            var measured = new MeasureRecovery(MeasureRecovery.STABILITY).measure(history);
            return new MeasurementJson(ReportLanguage.ENGLISH, MeasureRecovery.STABILITY)
                    .of(measured, new Targets(span(rto), span(rpo)))
                    .toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<Duration> span(String text) {
        return Optional.ofNullable(text)
                .map(length -> Duration.parse(
                        length.endsWith("ms") ? "PT0." + length.replace("ms", "") + "S" : "PT" + length));
    }
}
