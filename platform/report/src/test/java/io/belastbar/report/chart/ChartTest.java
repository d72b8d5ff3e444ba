package io.belastbar.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final String HOSTILE = "<\"&'\u0000>";

    @Test
    void aLineBreaksWhereNothingIsKnownAndALonePointIsSeen() throws Exception {
        Markup picture = lines(1, Double.NaN, 3, 4, Double.NaN).picture();

        assertWellFormed(picture);
        assertThat(picture.html()).contains("h0M").doesNotContain("NaN");
    }

    @Test
    void picturesOfNothingAndOfVeryMuchAreWellFormed() throws Exception {
        assertWellFormed(lines().picture());
        assertWellFormed(lines(Double.NaN).picture());
        assertWellFormed(lines(DoubleStream.iterate(1e-9, value -> value * 1.01)
                        .limit(5_000)
                        .toArray())
                .picture());
        assertWellFormed(TrendLine.of(List.of(5.0, 5.0), HOSTILE));
        assertThat(TrendLine.of(List.of(), "").html()).isEmpty();
        assertWellFormed(Bar.margin(-300, "out"));
        assertWellFormed(Bar.share(Double.MIN_VALUE));
    }

    @Test
    void aHeatmapOfNothingIsEmptyAndOfALotStaysSmall() throws Exception {
        TimeAxis axis = TimeAxis.running(86_400);
        List<int[]> day = IntStream.range(0, 86_400)
                .mapToObj(n -> new int[] {0, n % 7, n % 3})
                .toList();

        Heatmap heat = new Heatmap(day, 1, axis);

        assertThat(new Heatmap(List.of(), 1, axis).empty()).isTrue();
        assertThat(new Heatmap(List.of(new int[3]), 1, axis).empty()).isTrue();
        Markup picture = heat.draw(10, String::valueOf, HOSTILE);
        assertWellFormed(picture);
        assertThat(picture.html()).hasSizeLessThan(20_000);
    }

    @Test
    void anAxisIsLabelledByTheClockOfTheZone() {
        ReportTime berlin = new ReportTime(ReportLanguage.GERMAN, ZoneId.of("Europe/Berlin"));

        TimeAxis hours = TimeAxis.between(at("2026-11-21T10:20:00Z"), at("2026-11-21T14:20:00Z"), berlin);
        TimeAxis overTheChangeOfClocks =
                TimeAxis.between(at("2026-10-23T00:00:00Z"), at("2026-10-27T00:00:00Z"), berlin);

        assertThat(hours.ticks()).extracting(TimeAxis.Tick::label).contains("12:00", "15:00");
        assertThat(overTheChangeOfClocks.ticks())
                .extracting(TimeAxis.Tick::label)
                .containsExactly("24. Okt.", "25. Okt.", "26. Okt.", "27. Okt.");
        assertThat(overTheChangeOfClocks.ticks().getLast().second()).isEqualTo(4 * 86_400 - 3_600);
    }

    @Test
    void aYearHasFewLabels() {
        ReportTime utc = ReportTime.utc(ReportLanguage.ENGLISH);

        assertThat(TimeAxis.between(at("2025-11-21T10:20:00Z"), at("2026-11-21T14:20:00Z"), utc)
                        .ticks())
                .hasSizeBetween(5, 11);
        assertThat(TimeAxis.between(at("2025-11-21T10:20:00Z"), at("2025-11-21T10:20:00Z"), utc)
                        .seconds())
                .isEqualTo(1);
    }

    private static Chart lines(double... values) {
        LineChart chart = new LineChart(
                HOSTILE,
                HOSTILE,
                Scale.ofTimes(values, 100),
                List.of(new LineChart.Line(HOSTILE, "p99", values, true)),
                List.of(new LineChart.Limit(HOSTILE, 2)),
                List.of(0, 1),
                true);
        return chart.draw(
                IntStream.range(0, values.length).asDoubleStream().toArray(),
                TimeAxis.running(values.length),
                ReportLanguage.ENGLISH::millis);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static void assertWellFormed(Markup picture) throws XMLStreamException {
        XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(picture.html()));
        while (xml.hasNext()) {
            xml.next();
        }
        assertThat(picture.html()).doesNotContain("NaN", "Infinity");
    }
}
