package io.belastbar.chaos.record.action;

import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.report.Content;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.contracts.Severity;
import io.belastbar.resilience.record.RecordEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a game day showed of one matter.
 *
 * @param verdict the worst of what was seen
 * @param step of which kind the step was; empty if it is about none
 * @param seen what was seen, in English; may be empty
 */
record Shown(Source source, String subject, Verdict verdict, String step, String seen) {
    /** Kinds of steps that bring a system back after an outage. */
    private static final Set<String> FAILOVER = Set.of("promote", "start", "reseed");

    /** How it was. */
    enum Verdict {
        RIGHT,
        /** Could not be looked at, or cannot be decided. */
        UNSEEN,
        WRONG
    }

    /** The kinds of entries that show something. */
    static List<String> kinds() {
        return Stream.of(
                        EntryKind.EXPECTATION_MET,
                        EntryKind.EXPECTATION_MISSED,
                        EntryKind.EXPECTATION_UNKNOWN,
                        EntryKind.STEP_DONE,
                        EntryKind.STEP_NOT_DONE,
                        EntryKind.STOP_CONDITION_MET,
                        EntryKind.FAULTS_TAKEN_BACK,
                        EntryKind.FAULTS_NOT_TAKEN_BACK,
                        EntryKind.REGAINED,
                        EntryKind.NOT_REGAINED,
                        EntryKind.MEASURED,
                        EntryKind.FINISHED)
                .map(EntryKind::name)
                .toList();
    }

    /** Every matter once, in the order in which they were first seen. */
    static List<Shown> of(List<RecordEntry> entries) {
        Map<List<Object>, Shown> worst = new LinkedHashMap<>();
        entries.stream()
                .flatMap(Shown::of)
                .forEach(one -> worst.merge(
                        List.of(one.source, one.subject), one, (a, b) -> b.verdict.compareTo(a.verdict) > 0 ? b : a));
        return List.copyOf(worst.values());
    }

    private static Stream<Shown> of(RecordEntry entry) {
        var content = new Content(entry.content());
        return EntryKind.of(entry.kind()).stream().flatMap(kind -> switch (kind) {
            case EXPECTATION_MET -> one(Source.EXPECTATION, Verdict.RIGHT, content);
            case EXPECTATION_MISSED -> one(Source.EXPECTATION, Verdict.WRONG, content);
            case EXPECTATION_UNKNOWN -> one(Source.EXPECTATION, Verdict.UNSEEN, content);
            case STEP_DONE -> one(Source.STEP, Verdict.RIGHT, content);
            case STEP_NOT_DONE -> one(Source.STEP, Verdict.WRONG, content);
            case STOP_CONDITION_MET -> one(Source.STOP_CONDITION, Verdict.WRONG, content);
            case FAULTS_TAKEN_BACK -> one(Source.UNDOING, Verdict.RIGHT, content);
            case FAULTS_NOT_TAKEN_BACK -> one(Source.UNDOING, Verdict.WRONG, content);
            case REGAINED -> one(Source.STEADY_STATE, Verdict.RIGHT, content);
            case NOT_REGAINED -> one(Source.STEADY_STATE, Verdict.WRONG, content);
            case MEASURED ->
                Stream.concat(
                        measured(Source.RECOVERY_TIME, "RTO", content.text("rtoVerdict"), "rtoMs", content),
                        measured(Source.DATA_LOSS, "RPO", content.text("rpoVerdict"), "rpoMs", content));
            default -> Stream.empty();
        });
    }

    private static Stream<Shown> one(Source source, Verdict verdict, Content content) {
        String seen = content.text("measured").or(() -> content.text("reason")).orElse("");
        return Stream.of(new Shown(source, content.orEmpty("subject"), verdict, content.orEmpty("action"), seen));
    }

    private static Stream<Shown> measured(
            Source source, String figure, Optional<String> verdict, String field, Content content) {
        return verdict.stream()
                .map(word -> new Shown(
                        source,
                        figure,
                        switch (word) {
                            case "MET", "KEPT" -> Verdict.RIGHT;
                            case "MISSED" -> Verdict.WRONG;
                            default -> Verdict.UNSEEN;
                        },
                        "",
                        content.text(field).map(millis -> millis + " ms").orElse("not known")));
    }

    boolean isFailover() {
        return source == Source.RECOVERY_TIME
                || source == Source.DATA_LOSS
                || source == Source.STEADY_STATE
                || source == Source.STEP && FAILOVER.contains(step);
    }

    Severity severity() {
        return verdict == Verdict.UNSEEN
                ? Severity.MEDIUM
                : source == Source.UNDOING || source == Source.STEADY_STATE || source == Source.DATA_LOSS
                        ? Severity.CRITICAL
                        : Severity.HIGH;
    }
}
