package io.belastbar.chaos.dora.report;

import io.belastbar.chaos.dora.handover.Point;
import io.belastbar.chaos.dora.handover.Point.Receiver;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Pill;
import io.belastbar.report.part.Table.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The points of the hand-over checklists, a table for each who asks. */
final class HandoverTables {
    private final DoraContent content;
    private final Wording words;

    HandoverTables(DoraContent content, Wording words) {
        this.content = content;
        this.words = words;
    }

    List<DoraPage.Section> sections() {
        return Stream.of(Receiver.values()).map(this::section).toList();
    }

    private DoraPage.Section section(Receiver receiver) {
        List<Column> columns = List.of(
                Column.words(words.text("columnStanding")),
                Column.words(words.text("columnPoint")),
                Column.words(words.text("columnBecause")),
                Column.words(words.text("columnShownBy")),
                Column.words(words.text("columnMissing")));
        List<Row> rows = content.points().stream()
                .filter(point -> point.receiver() == receiver)
                .map(this::row)
                .toList();
        String title = words.name(receiver);
        return new DoraPage.Section(title, "", new Table(title, "handover", columns, rows));
    }

    private Row row(Point point) {
        return Row.of(
                new Pill(point.standing().name(), words.name(point.standing())),
                words.name(point.question()),
                "",
                Table.cells(
                        point.because().in(words.language()),
                        proofs(point),
                        point.missing().isEmpty() ? "–" : String.join(", ", point.missing())));
    }

    private String proofs(Point point) {
        return point.shownBy().isEmpty()
                ? "–"
                : point.shownBy().stream()
                        .map(proof -> proof.runbook() + " " + proof.gameDay() + " "
                                + proof.entries().stream()
                                        .map(number -> "#" + number)
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("; "));
    }
}
