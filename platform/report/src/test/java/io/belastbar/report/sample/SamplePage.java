package io.belastbar.report.sample;

import io.belastbar.report.Sentence;
import io.belastbar.report.chart.Chart;
import io.belastbar.report.chart.Figures;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Tile;
import java.util.List;

/** A page of another package than the kit's, as services have them; nobody outside sees its view. */
public final class SamplePage {

    public enum Day {
        MONDAY
    }

    private record View(
            Status status,
            List<Tile> tiles,
            long count,
            Day day,
            Sentence sentence,
            Table table,
            List<Chart> charts,
            Figures figures) {}

    private SamplePage() {}

    public static Object view(String text, long count, Chart... charts) {
        return new View(
                new Status(Status.Tone.BAD, text, text, List.of(text), List.of(new Status.Fact(text, text))),
                List.of(new Tile("big", text, text, text)),
                count,
                Day.MONDAY,
                Sentence.verbatim(text),
                new Table(
                        text,
                        "rows",
                        List.of(Table.Column.words(text), Table.Column.figures(text)),
                        List.of(new Table.Row(
                                new Table.Pill("s-FAIL", text), text, text, List.of(Table.Cell.of(text)), text))),
                List.of(charts),
                new Figures(List.of(text, text), List.of(new Figures.Row(text, List.of(text)))));
    }
}
