package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.profiling.finding.symptom.Symptom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A finding in the making: what of another one changes is set by name, the rest stays. */
final class FindingDraft {
    String number;
    String fingerprint;
    String system;
    String foundBy;
    Instant registeredAt;
    Instant lastSeenAt;
    int occurrences;
    Severity severity;
    String category;
    String regulatoryReference;
    String component;
    String title;
    String description;
    List<String> recommendedMeasures;
    String responsible;
    FindingStatus status;
    Instant statusChangedAt;
    Decision decision;
    Map<String, String> evidence;
    List<HistoryEntry> history;
    List<Symptom> symptoms;
    int version;
    FindingDetails details;
    String assignee;
    Instant dueAt;
    boolean overdue;
    Verification verification;
    String mergedInto;
    List<Link> linked;

    FindingDraft(Finding finding) {
        number = finding.number();
        fingerprint = finding.fingerprint();
        system = finding.system();
        foundBy = finding.foundBy();
        registeredAt = finding.registeredAt();
        lastSeenAt = finding.lastSeenAt();
        occurrences = finding.occurrences();
        severity = finding.severity();
        category = finding.category();
        regulatoryReference = finding.regulatoryReference();
        component = finding.component();
        title = finding.title();
        description = finding.description();
        recommendedMeasures = finding.recommendedMeasures();
        responsible = finding.responsible();
        status = finding.status();
        statusChangedAt = finding.statusChangedAt();
        decision = finding.decision();
        evidence = finding.evidence();
        history = finding.history();
        symptoms = finding.symptoms();
        version = finding.version();
        details = finding.details();
        assignee = finding.assignee();
        dueAt = finding.dueAt();
        overdue = finding.overdue();
        verification = finding.verification();
        mergedInto = finding.mergedInto();
        linked = finding.linked();
    }

    /** The finding with one more change, which stands in its history. */
    Finding noted(HistoryEntry entry) {
        history = done().with(entry);
        version++;
        return done();
    }

    Finding done() {
        return new Finding(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                lastSeenAt,
                occurrences,
                severity,
                category,
                regulatoryReference,
                component,
                title,
                description,
                recommendedMeasures,
                responsible,
                status,
                statusChangedAt,
                decision,
                evidence,
                history,
                symptoms,
                version,
                details,
                assignee,
                dueAt,
                overdue,
                verification,
                mergedInto,
                linked);
    }
}
