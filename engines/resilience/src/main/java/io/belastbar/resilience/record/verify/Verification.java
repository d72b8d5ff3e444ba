package io.belastbar.resilience.record.verify;

import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.resilience.record.RecordHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a record shows, and what it cannot.
 *
 * @param isRecord false if no line of the file is a line of a record
 * @param gameDay empty if no line says it
 * @param heads all that are signed and fit, oldest first
 * @param faults in the order of the file; empty if it verifies
 * @param faultsInAll more than are listed when there are very many
 */
public record Verification(
        boolean isRecord,
        Optional<UUID> gameDay,
        long entries,
        List<RecordHead> heads,
        List<RecordFault> faults,
        long faultsInAll,
        Trust trust) {

    public Verification {
        heads = List.copyOf(heads);
        faults = List.copyOf(faults);
    }

    static Verification noRecord(Trust trust) {
        return new Verification(false, Optional.empty(), 0, List.of(), List.of(), 0, trust);
    }

    public boolean verifies() {
        return isRecord && faultsInAll == 0;
    }

    public Optional<RecordHead> newestHead() {
        return heads.isEmpty() ? Optional.empty() : Optional.of(heads.getLast());
    }

    /** In one sentence. */
    public Sentence headline() {
        String verdict = verifies() ? "headline.verifies" : "headline.fails";
        return say(verdict, Long.toString(entries), gameDay.map(UUID::toString).orElse("–"), faultsInAll);
    }

    /** What is shown by a record that verifies; empty for another. */
    public List<Sentence> shown() {
        if (!verifies()) {
            return List.of();
        }
        List<Sentence> shown = new ArrayList<>();
        shown.add(say("shown.whole", Long.toString(entries)));
        shown.add(say("shown.signed", newestHead().orElseThrow().key()));
        if (!trust.keys().isEmpty()) {
            shown.add(say("shown.key"));
        }
        trust.head().ifPresent(head -> shown.add(say("shown.head", Long.toString(head.entries()))));
        return shown;
    }

    /** What even a record that verifies does not show, and what would. */
    public List<Sentence> notShown() {
        List<Sentence> open = new ArrayList<>();
        if (trust.keys().isEmpty()) {
            open.add(say("notShown.key"));
        }
        if (trust.head().isEmpty()) {
            open.add(say("notShown.head"));
        } else if (trust.head().get().entries() < entries) {
            open.add(say("notShown.later", Long.toString(trust.head().get().entries())));
        }
        open.add(say("notShown.truth"));
        return open;
    }

    private static Sentence say(String key, Object... arguments) {
        return Wording.sentence(Verification.class, words -> words.text(key, arguments));
    }
}
