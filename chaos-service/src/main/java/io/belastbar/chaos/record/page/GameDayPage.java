package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.EntryKind.Tone;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The Markdown files of game days, each a list of game days with the lines that belong in it. */
final class GameDayPage {

    /** Which file. */
    enum Kind {
        EXECUTED,
        FINDINGS,
        TIMELINE,
        ACTIONS,
        FINDING
    }

    private static final PageTemplate MARKDOWN = PageTemplate.of(GameDayPage.class, "gameday.md");

    private record View(String title, List<Part> days) {}

    private record Part(String title, List<String> facts, List<Section> sections) {}

    private record Section(String title, List<Box> boxes, List<String> lines, Table table) {}

    private record Box(boolean done, String text) {}

    private final Wording words;
    private final ReportTime time;
    private final DayWords says;

    GameDayPage(ReportTime time) {
        this.words = Wording.of(GameDayPage.class, time.language());
        this.time = time;
        this.says = new DayWords(words, time);
    }

    String markdown(Kind kind, List<DayReport> days, List<ActionItem> open) {
        List<Part> parts = new ArrayList<>();
        if (!open.isEmpty() && !days.isEmpty()) {
            Section all = actions(open, days.getFirst().today());
            parts.add(new Part(words.text("openItems"), List.of(), List.of(all)));
        }
        days.stream().map(day -> part(kind, day)).forEach(parts::add);
        return MARKDOWN.render(words, new View(words.text("title." + kind.name()), parts));
    }

    private Part part(Kind kind, DayReport report) {
        GameDayReport day = report.day();
        String title = kind == Kind.FINDING ? words.text("ofDate", report.ofDate(), says.title(day)) : says.title(day);
        List<String> facts = new ArrayList<>();
        facts.add(words.text("result", says.outcome(day)) + reason(day));
        if (kind == Kind.EXECUTED || kind == Kind.FINDING) {
            says.facts(day).stream().map(GameDayPage::text).forEach(facts::add);
        } else {
            facts.add(words.text("result.of", day.plan().system(), day.plan().runbook(), day.startedBy()));
        }
        return new Part(title, facts, sections(kind, report));
    }

    private static String text(Fact fact) {
        return fact.name() + ": " + fact.value();
    }

    private String reason(GameDayReport day) {
        return day.end()
                .flatMap(GameDayReport.End::reason)
                .map(reason -> " (" + ReasonWords.of(reason, words) + ")")
                .orElse("");
    }

    private List<Section> sections(Kind kind, DayReport report) {
        GameDayReport day = report.day();
        return switch (kind) {
            case EXECUTED ->
                List.of(
                        new Section(words.text("course"), course(day), says.leftOut(day), null),
                        lines("retrospective", retrospective(day)),
                        lines("recordTitle", signed(day)));
            case FINDINGS -> List.of(lines("worked", says.worked(day)), lines("improve", says.improve(day)));
            case TIMELINE ->
                List.of(
                        lines("measured", says.targets(day)),
                        new Section(words.text("course"), List.of(), says.leftOut(day), timeline(day)));
            case ACTIONS -> List.of(actions(report.items(), report.today()));
            case FINDING ->
                List.of(
                        lines("measured", says.targets(day)),
                        lines("worked", says.worked(day)),
                        lines("improve", says.improve(day)),
                        actions(report.items(), report.today()),
                        lines("retrospective", says.answers(day)),
                        lines("handover", says.checklist(day)),
                        lines("recordTitle", signed(day)));
        };
    }

    private List<String> retrospective(GameDayReport day) {
        List<String> lines = new ArrayList<>(says.targets(day));
        lines.addAll(says.answers(day));
        return lines;
    }

    private List<String> signed(GameDayReport day) {
        List<String> lines = new ArrayList<>(says.corrections(day));
        lines.addAll(says.signOffs(day));
        lines.add(says.record(day));
        return lines;
    }

    private Section lines(String key, List<String> lines) {
        return new Section(words.text(key), List.of(), lines.isEmpty() ? List.of(words.text("none")) : lines, null);
    }

    private Section actions(List<ActionItem> items, LocalDate today) {
        if (items.isEmpty()) {
            return lines("toDo", List.of());
        }
        var columns = List.of(
                Column.words(words.text("item.what")),
                Column.words(words.text("item.state")),
                Column.words(words.text("item.owner")),
                Column.words(words.text("item.due")),
                Column.words(words.text("item.retest")));
        return new Section(
                words.text("toDo"),
                List.of(),
                List.of(),
                new Table(
                        words.text("toDo"),
                        "",
                        columns,
                        items.stream()
                                .map(item -> Row.of(
                                        says.action(item),
                                        Table.cells(
                                                says.state(item, today),
                                                item.plan().owner(),
                                                says.date(item.plan().due()),
                                                says.retest(item))))
                                .toList()));
    }

    private List<Box> course(GameDayReport day) {
        return day.lines().stream()
                .filter(line -> !line.is(EntryKind.CORRECTION) && !line.is(EntryKind.SIGN_OFF))
                .map(line -> new Box(line.tone() != Tone.BAD && line.tone() != Tone.OPEN, told(day, line)))
                .toList();
    }

    private String told(GameDayReport day, Line line) {
        String details = says.entries().details(line).stream()
                .map(EntryWords.Detail::toString)
                .collect(Collectors.joining(", "));
        return words.text(
                        "line",
                        TimeWords.offset(day.after(line)),
                        says.entries().sentence(line),
                        by(line))
                + (details.isEmpty() ? "" : " (" + details + ")");
    }

    private String by(Line line) {
        return line.by().equals("game-day") ? words.text("byItself") : line.by();
    }

    private Table timeline(GameDayReport day) {
        var columns = List.of(
                Column.words(words.text("when")),
                Column.words(words.text("atTime")),
                Column.words(words.text("what")),
                Column.words(words.text("who")));
        return new Table(
                words.text("course"),
                "",
                columns,
                day.lines().stream()
                        .map(line -> Row.of(
                                TimeWords.offset(day.after(line)),
                                Table.cells(
                                        time.second(line.at()), says.entries().sentence(line), by(line))))
                        .toList());
    }
}
