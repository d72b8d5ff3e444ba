package io.belastbar.load.preflight;

import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * What was tried before a load, and what was found.
 *
 * @param requests that were sent
 * @param statements that were prepared
 * @param whole whether there was time for all of it
 */
public record PreflightReport(int requests, int statements, boolean whole, List<PreflightFinding> findings) {

    /** Nothing was tried. */
    public static final PreflightReport NONE = new PreflightReport(0, 0, true, List.of());

    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /** Why the load is not to begin; empty if it may. */
    public List<Sentence> refusals() {
        return findings.stream()
                .filter(PreflightFinding::refuses)
                .map(PreflightFinding::sentence)
                .toList();
    }

    /** What a reader of the run should know of it: that there was one, and what it found besides. */
    public List<Sentence> notes() {
        List<Sentence> notes = new ArrayList<>();
        if (requests > 0 || statements > 0) {
            notes.add(Wording.sentence(PreflightReport.class, words -> words.text("preflight.sent", tried(words))));
        }
        if (!whole) {
            notes.add(Wording.sentence(PreflightReport.class, words -> words.text("preflight.notWhole")));
        }
        findings.stream()
                .filter(finding -> !finding.refuses())
                .map(PreflightFinding::sentence)
                .forEach(notes::add);
        return notes;
    }

    private String tried(Wording words) {
        if (statements == 0) {
            return words.text("preflight.requests", requests);
        }
        String checked = words.text("preflight.statements", statements);
        return requests == 0
                ? checked
                : words.text("preflight.both", words.text("preflight.requests", requests), checked);
    }
}
