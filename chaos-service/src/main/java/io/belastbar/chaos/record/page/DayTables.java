package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.Checklist;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.chaos.record.report.Recovery.Kept;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Pill;
import io.belastbar.report.part.Table.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a game day's page. */
final class DayTables {
    private final Wording words;
    private final ReportTime time;
    private final DayWords says;

    DayTables(Wording words, ReportTime time, DayWords says) {
        this.words = words;
        this.time = time;
        this.says = says;
    }

    Table recoveries(GameDayReport day) {
        List<Row> rows = day.recoveries().stream().flatMap(this::recovery).toList();
        return table("measured", "rows", rows, "result.column", "what", "found", "item.target");
    }

    private Stream<Row> recovery(Recovery one) {
        var figures = says.recoveries();
        return Stream.of(
                row(
                        one.rto().kept(),
                        "RTO",
                        one.subject(),
                        figures.rtoFigure(one.rto()),
                        figures.target(one.rto().target())),
                row(
                        one.rpo().kept(),
                        "RPO",
                        one.subject(),
                        figures.rpoFigure(one.rpo()),
                        figures.target(one.rpo().target())));
    }

    private Row row(Kept kept, String figure, String subject, String measured, String target) {
        String style =
                switch (kept) {
                    case KEPT -> "s-GOOD";
                    case MISSED -> "s-BAD";
                    case UNDECIDED -> "s-OPEN";
                    case NO_TARGET -> "s-CALM";
                };
        return Row.of(
                new Pill(style, words.name(kept)),
                figure,
                subject.equals(figure) || subject.equals("recovery") ? "" : subject,
                List.of(Cell.styled("left", measured), Cell.styled("left", target)));
    }

    Table expectations(GameDayReport day) {
        List<Row> rows = Stream.of(
                        EntryKind.EXPECTATION_MISSED, EntryKind.EXPECTATION_UNKNOWN, EntryKind.EXPECTATION_MET)
                .flatMap(day::lines)
                .map(line -> Row.of(
                        pill(line),
                        line.subject(),
                        "",
                        List.of(
                                Cell.styled("left wrap", says.entries().said(line)),
                                Cell.styled("left", TimeWords.offset(day.after(line))))))
                .toList();
        return table("expected", "rows", rows, "result.column", "what", "found", "when");
    }

    Table items(List<ActionItem> items, LocalDate today) {
        List<Row> rows = items.stream()
                .map(item -> Row.of(
                        new Pill(
                                item.isOverdue(today) ? "s-BAD" : item.isOpen() ? "s-OPEN" : "s-GOOD",
                                says.state(item, today)),
                        says.action(item),
                        "",
                        List.of(
                                Cell.styled("left", item.plan().owner()),
                                Cell.styled("left", says.date(item.plan().due())),
                                Cell.styled("left wrap", says.retest(item)),
                                Cell.of(words.text("timesSeen", item.times())))))
                .toList();
        return table(
                "toDo", "rows", rows, "item.state", "item.what", "item.owner", "item.due", "item.retest", "item.times");
    }

    Table course(GameDayReport day) {
        List<Row> rows = day.lines().stream()
                .map(line -> new Row(
                        pill(line),
                        subject(line),
                        says.entries().means(line),
                        List.of(
                                new Cell(
                                        TimeWords.offset(day.after(line)),
                                        time.on("HH:mm:ss", line.at()),
                                        "left when",
                                        Markup.NONE),
                                Cell.styled("left wrap", says.entries().said(line)),
                                Cell.styled("left", line.by().equals("game-day") ? words.text("byItself") : line.by())),
                        details(line)))
                .toList();
        return table("course", "rows course", rows, "result.column", "what", "when", "found", "who");
    }

    private String subject(Line line) {
        String subject = says.entries().subject(line);
        return subject.isEmpty()
                ? EntryKind.of(line.kind())
                        .map(kind -> switch (kind) {
                            case STEADY, NOT_STEADY, REGAINED, NOT_REGAINED -> words.text("subject.steadyState");
                            case FAULTS_TAKEN_BACK, FAULTS_NOT_TAKEN_BACK -> words.text("subject.faults");
                            case MEASURED -> words.text("subject.recovery");
                            default -> words.text("subject.gameDay");
                        })
                        .orElse("")
                : subject;
    }

    Table checklist(GameDayReport day) {
        List<Row> rows = Checklist.of(day).entrySet().stream()
                .map(entry -> Row.of(pill(entry.getValue()), words.name(entry.getKey()), "", List.of()))
                .toList();
        return table("handover", "rows", rows, "result.column", "what");
    }

    private Pill pill(Checklist.Answer answer) {
        String style =
                switch (answer) {
                    case YES -> "s-GOOD";
                    case NO -> "s-BAD";
                    case UNKNOWN -> "s-OPEN";
                };
        return new Pill(style, words.name(answer));
    }

    private String details(Line line) {
        return says.entries().details(line).stream()
                .map(EntryWords.Detail::toString)
                .collect(Collectors.joining(" · "));
    }

    private Pill pill(Line line) {
        String style =
                switch (line.tone()) {
                    case GOOD -> "s-GOOD";
                    case BAD -> "s-BAD";
                    case OPEN -> "s-OPEN";
                    case PLAIN -> "s-CALM";
                };
        return new Pill(style, says.entries().kind(line));
    }

    private Table table(String name, String style, List<Row> rows, String... columns) {
        return new Table(
                words.text(name),
                style,
                Stream.of(columns).map(key -> Column.words(words.text(key))).toList(),
                rows);
    }
}
