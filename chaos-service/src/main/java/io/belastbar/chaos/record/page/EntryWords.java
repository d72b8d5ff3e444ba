package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.report.Content;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Entries as sentences. */
final class EntryWords {
    private static final Set<String> TOLD =
            Set.of("subject", "action", "state", "target", "measured", "reason", "note", "text", "outcome", "step");

    /** States of a game day, by the names that records have them under. */
    enum Stage {
        PLANNED,
        PREPARING,
        STEADY_STATE,
        RUNNING,
        ROLLING_BACK,
        VERIFYING,
        ENDED
    }

    /** How a game day ends, by the names that records have it under. */
    enum Ending {
        PASSED,
        FAILED,
        INCONCLUSIVE,
        ABORTED
    }

    /** A name and what stands for it. */
    record Detail(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    private static final Set<String> FIGURES = Set.of(
            "rtoState",
            "rtoMs",
            "rtoBoundMs",
            "rtoMoreThanMs",
            "rtoTargetMs",
            "rtoVerdict",
            "lostRows",
            "rpoMs",
            "rpoTargetMs",
            "rpoVerdict");

    private final Wording words;
    private final FieldWords fields;
    private final RecoveryWords recoveries;

    EntryWords(Wording words, ReportTime time) {
        this.words = words;
        this.recoveries = new RecoveryWords(words);
        this.fields = new FieldWords(words, time);
    }

    String kind(Line line) {
        return EntryKind.of(line.kind())
                .map(words::name)
                .orElseGet(() -> line.kind().replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    String ending(String outcome) {
        return known(Ending.values(), outcome).map(words::name).orElse(outcome);
    }

    /** What it is about; empty where its kind says it. */
    String subject(Line line) {
        String subject = line.content().orEmpty("subject");
        return EntryKind.of(line.kind())
                .map(kind -> switch (kind) {
                    case PHASE_ENTERED, RESUMED ->
                        known(Stage.values(), subject).map(words::name).orElse(subject);
                    case GAME_DAY_ENDED -> ending(subject);
                    case FINISHED -> ending(line.content().orEmpty("outcome"));
                    case STEADY, NOT_STEADY, REGAINED, NOT_REGAINED, FAULTS_TAKEN_BACK, FAULTS_NOT_TAKEN_BACK -> "";
                    case STORE_LOST, ABORT_REQUESTED -> "";
                    case MEASURED -> subject.equals("recovery") ? "" : subject;
                    default -> subject;
                })
                .orElse(subject);
    }

    /** By what it was done: a kind of step or fault, and its target. */
    String means(Line line) {
        String action = line.content()
                .text("action")
                .filter(kind -> !kind.equals("game-day"))
                .map(fields::action)
                .orElse("");
        String target = line.content().orEmpty("target");
        return action.isEmpty() || target.isEmpty() ? action + target : action + ", " + target;
    }

    /** What whoever looked or did said of it. */
    String said(Line line) {
        Content content = line.content();
        if (line.is(EntryKind.MEASURED)) {
            Recovery one = Recovery.of(content);
            return recoveries.rto(one) + "; " + recoveries.rpo(one);
        }
        String measured = text(content, "measured");
        String reason =
                content.text("reason").map(why -> ReasonWords.of(why, words)).orElse("");
        String note = content.text("note").or(() -> content.text("text")).orElse("");
        return String.join(
                "; ",
                List.of(measured, reason, note).stream()
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** In the reader's language, where it was said in both. */
    private String text(Content content, String name) {
        return german(content, name).or(() -> content.text(name)).orElse("");
    }

    private Optional<String> german(Content content, String name) {
        return words.language() == ReportLanguage.GERMAN ? content.text(name + Content.GERMAN) : Optional.empty();
    }

    /** What else it says, by names in their order; what the first entry says is the plan, which stands by itself. */
    List<Detail> details(Line line) {
        if (line.is(EntryKind.STARTED)) {
            return List.of();
        }
        return new TreeSet<>(line.content().values().keySet())
                .stream()
                        .filter(name -> !line.is(EntryKind.MEASURED) || !FIGURES.contains(name))
                        .filter(name -> !TOLD.contains(name) && !name.endsWith(Content.GERMAN))
                        .map(name -> detail(line, name))
                        .filter(detail -> !detail.value().isBlank())
                        .toList();
    }

    private Detail detail(Line line, String name) {
        boolean proof = EntryKind.of(line.kind())
                .filter(kind -> kind == EntryKind.STEADY
                        || kind == EntryKind.NOT_STEADY
                        || kind == EntryKind.REGAINED
                        || kind == EntryKind.NOT_REGAINED)
                .isPresent();
        return proof
                ? new Detail(name, fields.seen(text(line.content(), name)))
                : new Detail(
                        fields.name(name),
                        german(line.content(), name).orElseGet(() -> fields.value(name, line.content())));
    }

    /** {@code Expectation met: "alert in 60 s": 12 s}. */
    String sentence(Line line) {
        String subject = subject(line);
        String said = said(line);
        return kind(line) + (subject.isEmpty() ? "" : ": " + subject) + (said.isEmpty() ? "" : " – " + said);
    }

    private static <T extends Enum<T>> Optional<T> known(T[] all, String name) {
        return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
    }
}
