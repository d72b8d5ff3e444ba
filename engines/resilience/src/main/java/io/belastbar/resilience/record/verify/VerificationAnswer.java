package io.belastbar.resilience.record.verify;

import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.record.RecordHead;
import java.util.List;
import java.util.UUID;

/**
 * A verification as JSON.
 *
 * @param gameDay null if no line says it
 * @param shown empty for a record that does not verify
 */
public record VerificationAnswer(
        boolean verifies,
        String summary,
        String gameDay,
        long entries,
        List<Head> heads,
        long faultsInAll,
        List<Fault> faults,
        List<String> shown,
        List<String> notShown) {

    /** @param key fingerprint of the key that signed it */
    public record Head(long entries, String hash, String signedAt, String key) {

        private static Head of(RecordHead head) {
            return new Head(head.entries(), head.hash().hex(), head.at().toString(), head.key());
        }
    }

    /** @param line 0 if it is about the file as a whole */
    public record Fault(String kind, long line, long entry, String text) {}

    public static VerificationAnswer of(Verification verification, ReportLanguage language) {
        return new VerificationAnswer(
                verification.verifies(),
                verification.headline().in(language),
                verification.gameDay().map(UUID::toString).orElse(null),
                verification.entries(),
                verification.heads().stream().map(Head::of).toList(),
                verification.faultsInAll(),
                verification.faults().stream()
                        .map(fault -> new Fault(
                                fault.kind().name(),
                                fault.line(),
                                fault.entry(),
                                fault.sentence().in(language)))
                        .toList(),
                verification.shown().stream()
                        .map(sentence -> sentence.in(language))
                        .toList(),
                verification.notShown().stream()
                        .map(sentence -> sentence.in(language))
                        .toList());
    }
}
