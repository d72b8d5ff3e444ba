package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.chaos.record.report.Recovery.Kept;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A game day as one page that needs nothing else. */
public final class GameDayHtml {
    private static final PageTemplate HTML = PageTemplate.of(GameDayHtml.class, "gameday.html");

    private record View(
            String title,
            Status status,
            List<Tile> tiles,
            Table recoveries,
            Table expectations,
            List<Told> seen,
            Table items,
            List<Told> said,
            Table checklist,
            Table course,
            List<String> leftOut,
            List<Fact> planned,
            List<String> record) {}

    private record Told(String title, List<String> lines) {}

    private final Wording words;
    private final ReportTime time;
    private final DayWords says;
    private final DayTables tables;

    private GameDayHtml(ReportTime time) {
        this.words = Wording.of(GameDayHtml.class, time.language());
        this.time = time;
        this.says = new DayWords(words, time);
        this.tables = new DayTables(words, time, says);
    }

    public static String write(DayReport report, ReportTime time) {
        return new GameDayHtml(time).html(report);
    }

    private String html(DayReport report) {
        GameDayReport day = report.day();
        return HTML.render(
                words,
                new View(
                        words.text("pageTitle", says.title(day)),
                        status(day),
                        tiles(report),
                        tables.recoveries(day),
                        tables.expectations(day),
                        seen(day),
                        tables.items(report.items(), report.today()),
                        said(day),
                        tables.checklist(day),
                        tables.course(day),
                        says.leftOut(day),
                        says.facts(day),
                        List.of(
                                says.record(day),
                                words.text("verify", day.gameDay().toString()))));
    }

    private Status status(GameDayReport day) {
        String outcome = day.outcome().orElse("");
        Tone tone =
                switch (outcome) {
                    case "PASSED" -> Tone.GOOD;
                    case "FAILED" -> Tone.BAD;
                    case "INCONCLUSIVE" -> Tone.OPEN;
                    default -> Tone.CALM;
                };
        String key = "sentence." + (outcome.isEmpty() ? "underWay" : outcome);
        String sentence = says.outcome(day) + (words.has(key) ? " – " + words.text(key) : "");
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.text("fact.started"), time.second(day.startedAt())));
        day.end().ifPresent(end -> facts.add(new Fact(words.text("fact.finished"), time.second(end.at()))));
        return new Status(
                tone,
                words.text("pageContext", day.plan().system(), day.plan().runbook()),
                day.plan().title() + ": " + sentence,
                reasons(day),
                facts);
    }

    private List<String> reasons(GameDayReport day) {
        return day
                .end()
                .flatMap(end -> end.reason()
                        .map(reason -> ReasonWords.of(reason, words))
                        .map(reason -> end.abortedBy()
                                .map(by -> words.text("abortedBy", reason, by))
                                .orElse(reason)))
                .stream()
                .toList();
    }

    private List<Tile> tiles(DayReport report) {
        GameDayReport day = report.day();
        List<Tile> tiles = new ArrayList<>();
        for (Recovery one : day.recoveries()) {
            tiles.add(tile(
                    "RTO",
                    says.recoveries().rtoHeadline(one.rto()),
                    one.rto().kept(),
                    says.recoveries().target(one.rto().target())));
            tiles.add(tile(
                    "RPO",
                    says.recoveries().rpoHeadline(one.rpo()),
                    one.rpo().kept(),
                    says.recoveries().target(one.rpo().target())));
        }
        long met = day.lines(EntryKind.EXPECTATION_MET).count();
        long all = met
                + day.lines(EntryKind.EXPECTATION_MISSED).count()
                + day.lines(EntryKind.EXPECTATION_UNKNOWN).count();
        tiles.add(new Tile(
                met < all ? "bad" : "",
                words.text("tile.expectations"),
                all == 0 ? ReportLanguage.NOTHING : words.text("expectationsMet", met, all),
                ""));
        tiles.add(new Tile(
                "",
                words.text("tile.length"),
                day.length().map(new TimeWords(words.language())::length).orElse(ReportLanguage.NOTHING),
                ""));
        tiles.add(actions(report));
        return tiles;
    }

    private Tile tile(String name, String figure, Kept kept, String target) {
        String note = target.isEmpty()
                ? words.name(Kept.NO_TARGET)
                : words.text("tile.target", target) + ": " + words.name(kept);
        return new Tile(kept == Kept.MISSED ? "big bad" : "big", name, figure, note);
    }

    private Tile actions(DayReport report) {
        long open = report.items().stream().filter(ActionItem::isOpen).count();
        long overdue = report.items().stream()
                .filter(item -> item.isOverdue(report.today()))
                .count();
        return new Tile(
                overdue > 0 ? "bad" : "",
                words.text("tile.actions"),
                words.language().count(open),
                overdue > 0 ? words.text("tile.overdue", overdue) : "");
    }

    private List<Told> seen(GameDayReport day) {
        return Stream.of(told("worked", says.worked(day)), told("improve", says.improve(day)))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Told> said(GameDayReport day) {
        return Stream.of(
                        told("retrospective", says.answers(day)),
                        told(
                                "recordTitle",
                                Stream.concat(says.corrections(day).stream(), says.signOffs(day).stream())
                                        .toList()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Told> told(String key, List<String> lines) {
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Told(words.text(key), lines));
    }
}
