package io.belastbar.chaos.record.report;

import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.GameDayReport.Tone;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of game days, each a list of game days with the lines that belong in it. */
final class GameDayPage {

    /** Which file. */
    enum Kind {
        EXECUTED,
        FINDINGS,
        TIMELINE,
        ACTIONS
    }

    private static final PageTemplate MARKDOWN = PageTemplate.of(GameDayPage.class, "gameday.md");

    private record View(String title, List<Part> days) {}

    private record Part(String title, String facts, List<Section> sections) {}

    private record Section(String title, List<Box> boxes, List<String> lines) {}

    private record Box(boolean done, String text) {}

    private final Wording words;
    private final ReportTime time;

    GameDayPage(ReportTime time) {
        this.words = Wording.of(GameDayPage.class, time.language());
        this.time = time;
    }

    String markdown(Kind kind, List<GameDayReport> days) {
        return MARKDOWN.render(
                words,
                new View(
                        words.text("title." + kind.name()),
                        days.stream().map(day -> part(kind, day)).toList()));
    }

    private Part part(Kind kind, GameDayReport day) {
        return new Part(
                day.runbook() + " – " + time.minute(day.startedAt()),
                words.text("facts", day.system(), day.startedBy(), day.outcome().orElse("–")),
                switch (kind) {
                    case EXECUTED ->
                        List.of(new Section(
                                words.text("course"),
                                day.lines().stream().map(this::done).toList(),
                                List.of()));
                    case FINDINGS ->
                        List.of(
                                plain(
                                        "worked",
                                        day.lines(Tone.GOOD).map(this::told).toList()),
                                plain(
                                        "improve",
                                        day.lines(Tone.BAD).map(this::told).toList()));
                    case TIMELINE ->
                        List.of(
                                plain(
                                        "measured",
                                        day.measurements().map(this::figures).toList()),
                                plain(
                                        "course",
                                        day.lines().stream().map(this::told).toList()));
                    case ACTIONS ->
                        List.of(new Section(
                                words.text("toDo"),
                                day.lines(Tone.BAD)
                                        .map(line ->
                                                new Box(false, words.text("action", line.subject(), day.runbook())))
                                        .toList(),
                                List.of()));
                });
    }

    private Section plain(String key, List<String> lines) {
        return new Section(words.text(key), List.of(), lines.isEmpty() ? List.of(words.text("none")) : lines);
    }

    private Box done(Line line) {
        return new Box(line.tone() != Tone.BAD, told(line));
    }

    private String told(Line line) {
        return words.text("line", offset(line.after()), line.kind(), line.subject(), line.by()) + details(line);
    }

    private String figures(Line line) {
        return line.subject() + details(line);
    }

    private static String details(Line line) {
        String text = line.content().entrySet().stream()
                .filter(field -> !field.getKey().equals("subject"))
                .map(GameDayPage::field)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static String field(Map.Entry<String, Object> field) {
        return field.getKey() + " " + field.getValue();
    }

    /** {@code T+5:00}, as requirements of game days write it. */
    static String offset(Duration after) {
        Duration size = after.abs();
        return "T%s%d:%02d".formatted(after.isNegative() ? "-" : "+", size.toMinutes(), size.toSecondsPart());
    }
}
