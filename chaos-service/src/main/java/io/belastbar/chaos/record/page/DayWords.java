package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.Checklist;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.EntryKind.Tone;
import io.belastbar.chaos.record.report.GameDayPlan;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.chaos.record.report.Recovery.Kept;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status.Fact;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of a game day, whatever the form of the page. */
final class DayWords {
    /** Steps that prepare what is to be seen: that they were done is no news of the system. */
    private static final Set<String> MEANS = Set.of("inject", "clear", "load", "check", "dashboard", "http");

    private final Wording words;
    private final ReportTime time;
    private final EntryWords entries;
    private final RecoveryWords recoveries;

    DayWords(Wording words, ReportTime time) {
        this.words = words;
        this.time = time;
        this.entries = new EntryWords(words, time);
        this.recoveries = new RecoveryWords(words);
    }

    EntryWords entries() {
        return entries;
    }

    RecoveryWords recoveries() {
        return recoveries;
    }

    String title(GameDayReport day) {
        return day.plan().title() + " – " + time.minute(day.startedAt());
    }

    String outcome(GameDayReport day) {
        return day.outcome().map(entries::ending).orElseGet(() -> words.text("underWay"));
    }

    /** What was planned, and by what; nothing is said of what the record does not say. */
    List<Fact> facts(GameDayReport day) {
        GameDayPlan plan = day.plan();
        List<Fact> facts = new ArrayList<>();
        add(facts, "fact.system", plan.system());
        add(facts, "fact.goal", plan.goal());
        add(facts, "fact.function", criticality(plan));
        add(facts, "fact.legalBasis", String.join(", ", plan.legalBasis()));
        add(facts, "fact.people", people(plan));
        add(facts, "fact.startedBy", words.text("startedBy", day.startedBy(), mode(plan)));
        add(facts, "fact.targets", String.join(", ", plan.targets()));
        add(
                facts,
                "fact.variables",
                plan.variables().entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        add(
                facts,
                "fact.runbook",
                words.text("runbookVersion", plan.runbook(), plan.version().runbook()));
        add(facts, "fact.runbookSha256", plan.version().runbookSha256());
        add(facts, "fact.software", plan.version().software());
        return facts;
    }

    private void add(List<Fact> facts, String key, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(words.text(key), value));
        }
    }

    private String criticality(GameDayPlan plan) {
        String key = "criticality." + plan.criticality();
        String how = words.has(key) ? words.text(key) : plan.criticality();
        return plan.criticalFunction().isBlank() || how.isBlank()
                ? plan.criticalFunction() + how
                : plan.criticalFunction() + " (" + how + ")";
    }

    private static String people(GameDayPlan plan) {
        return plan.participants().stream()
                .map(one -> one.name() + " (" + one.role() + ")")
                .collect(Collectors.joining(", "));
    }

    private String mode(GameDayPlan plan) {
        String mode = words.text(plan.unattended() ? "unattended" : "attended");
        return plan.isRehearsal()
                ? mode + ", " + words.text("rehearsal", time.language().number(plan.timeScale(), 3))
                : mode;
    }

    List<String> worked(GameDayReport day) {
        Stream<String> kept = day.recoveries().stream()
                .flatMap(one -> Stream.of(
                        one.rto().kept() == Kept.KEPT ? recoveries.rto(one) : "",
                        one.rpo().kept() == Kept.KEPT ? recoveries.rpo(one) : ""));
        Stream<String> good = day.lines(Tone.GOOD)
                .filter(line -> !line.is(EntryKind.STEADY) && !line.is(EntryKind.CLEARED))
                .filter(line -> !line.is(EntryKind.STEP_DONE)
                        || !MEANS.contains(line.content().orEmpty("action")))
                .map(entries::sentence);
        return Stream.concat(kept, good)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    List<String> improve(GameDayReport day) {
        Stream<String> missed = day.recoveries().stream().flatMap(this::notKept);
        Stream<String> bad = day.lines().stream()
                .filter(line ->
                        line.tone() == Tone.BAD && !line.is(EntryKind.DENIED) || line.is(EntryKind.EXPECTATION_UNKNOWN))
                .map(entries::sentence);
        return Stream.concat(missed, bad)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private Stream<String> notKept(Recovery one) {
        return Stream.of(
                isOpen(one.rto().kept()) ? recoveries.rto(one) : "",
                isOpen(one.rpo().kept()) ? recoveries.rpo(one) : "");
    }

    private static boolean isOpen(Kept kept) {
        return kept == Kept.MISSED || kept == Kept.UNDECIDED;
    }

    /** {@code RTO reached? (target 30 min) ✅ 41 s ± 0.2 s}. */
    List<String> targets(GameDayReport day) {
        if (day.recoveries().isEmpty()) {
            return Stream.of(
                            day.plan()
                                    .rto()
                                    .map(rto -> question(
                                            "RTO",
                                            recoveries.target(day.plan().rto()),
                                            Kept.UNDECIDED,
                                            words.text("notMeasured"))),
                            day.plan()
                                    .rpo()
                                    .map(rpo -> question(
                                            "RPO",
                                            recoveries.target(day.plan().rpo()),
                                            Kept.UNDECIDED,
                                            words.text("lossUnknown"))))
                    .flatMap(question -> question.stream())
                    .toList();
        }
        return day.recoveries().stream()
                .flatMap(one -> Stream.of(
                        question(
                                "RTO",
                                recoveries.target(one.rto().target()),
                                one.rto().kept(),
                                recoveries.rtoFigure(one.rto())),
                        question(
                                "RPO",
                                recoveries.target(one.rpo().target()),
                                one.rpo().kept(),
                                recoveries.rpoFigure(one.rpo()))))
                .toList();
    }

    private String question(String figure, String target, Kept kept, String measured) {
        String asked =
                target.isEmpty() ? figure : words.text("reached", figure, target) + " " + RecoveryWords.mark(kept);
        return asked + " " + measured;
    }

    List<String> answers(GameDayReport day) {
        return day.lines(EntryKind.ANSWERED)
                .map(line -> words.text(
                        "answer",
                        line.content()
                                .text("questionText")
                                .or(() -> line.content().text("subject"))
                                .orElseGet(() -> line.content().orEmpty("question")),
                        line.content().text("answer").orElseGet(() -> entries.said(line)),
                        line.by()))
                .toList();
    }

    List<String> corrections(GameDayReport day) {
        return day.lines(EntryKind.CORRECTION)
                .map(line -> words.text(
                        "corrected",
                        line.content().count("entry").orElse(0L),
                        line.content().orEmpty("text"),
                        line.by(),
                        time.minute(line.at())))
                .toList();
    }

    List<String> signOffs(GameDayReport day) {
        return day.lines(EntryKind.SIGN_OFF).map(this::signOff).toList();
    }

    private String signOff(Line line) {
        String verdict = line.content().orEmpty("verdict");
        String said = words.has("signOff." + verdict) ? words.text("signOff." + verdict) : verdict;
        String text = line.content().orEmpty("text");
        return words.text("signedOff", said, line.by(), time.minute(line.at())) + (text.isEmpty() ? "" : ": " + text);
    }

    List<String> checklist(GameDayReport day) {
        return Checklist.of(day).entrySet().stream()
                .map(entry ->
                        mark(entry.getValue()) + " " + words.name(entry.getKey()) + ": " + words.name(entry.getValue()))
                .toList();
    }

    private static String mark(Checklist.Answer answer) {
        return switch (answer) {
            case YES -> "✅";
            case NO -> "❌";
            case UNKNOWN -> "❔";
        };
    }

    String action(ActionItem item) {
        return item.source() == ActionItem.Source.BY_HAND
                ? item.subject()
                : words.text("todo." + item.source().name(), item.subject());
    }

    String state(ActionItem item, LocalDate today) {
        return item.closed()
                .map(closed -> words.text("closed", time.minute(closed.at())))
                .orElseGet(() -> words.text(item.isOverdue(today) ? "overdue" : "open"));
    }

    String retest(ActionItem item) {
        return words.text("retest", item.plan().retest());
    }

    String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(time.language().locale())
                .format(day);
    }

    String record(GameDayReport day) {
        return words.text("recordState", day.record().entries(), day.record().hash());
    }

    List<String> leftOut(GameDayReport day) {
        return day.leftOut() == 0 ? List.of() : List.of(words.text("leftOut", day.leftOut()));
    }
}
