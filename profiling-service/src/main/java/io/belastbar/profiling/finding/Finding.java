package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.profiling.finding.symptom.Symptom;
import io.belastbar.profiling.proof.record.ProofEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An entry of the register, with the fields that the finding template asks for.
 *
 * @param number for example {@code PE-001}; given once, never reused
 * @param fingerprint the cause; the same cause seen again is the same finding
 * @param foundBy the service that raised it
 * @param registeredAt the finding's date
 * @param occurrences how often it was seen
 * @param statusChangedAt when the status last changed; sightings from before do not reopen a resolved finding
 * @param decision who changed the status last, and why; null as long as nobody did
 * @param history the newest entries, at most {@value HistoryEntry#SHOWN_MAX}, the oldest first
 * @param symptoms broken promises that it is the cause of, the oldest first
 * @param version counts changes, for conditional requests
 * @param details what can be said beside the template; null for nothing
 * @param assignee who looks after it; null for nobody in particular
 * @param dueAt from when on it is overdue; null for never
 * @param overdue whether it is undecided and should have been dealt with by now
 * @param verification the newest measurement anew; null if there was none
 * @param mergedInto the number of the finding that this one counts for; null if it counts for itself
 * @param linked what counts for this finding beside its own fingerprint, the oldest first
 */
public record Finding(
        String number,
        String fingerprint,
        String system,
        String foundBy,
        Instant registeredAt,
        Instant lastSeenAt,
        int occurrences,
        Severity severity,
        String category,
        String regulatoryReference,
        String component,
        String title,
        String description,
        List<String> recommendedMeasures,
        String responsible,
        FindingStatus status,
        Instant statusChangedAt,
        Decision decision,
        Map<String, String> evidence,
        List<HistoryEntry> history,
        List<Symptom> symptoms,
        int version,
        FindingDetails details,
        String assignee,
        Instant dueAt,
        boolean overdue,
        Verification verification,
        String mergedInto,
        List<Link> linked) {

    public Finding {
        recommendedMeasures = recommendedMeasures == null ? List.of() : List.copyOf(recommendedMeasures);
        evidence = evidence == null ? Map.of() : Map.copyOf(evidence);
        history = List.copyOf(history);
        symptoms = symptoms == null ? List.of() : List.copyOf(symptoms);
        linked = linked == null ? List.of() : List.copyOf(linked);
    }

    /** This finding after one more sighting: newest text and evidence, worse severity. */
    Finding seen(FindingRaised raised, Instant now) {
        FindingDraft seen = counted(raised, now);
        if (raised.raisedAt().isAfter(lastSeenAt)) {
            seen.title = raised.title();
            seen.description = raised.description();
            if (!ProofEvidence.disproves(evidence, raised.evidence())) {
                seen.recommendedMeasures = raised.recommendedMeasures();
            }
            seen.evidence = ProofEvidence.kept(evidence, raised.evidence());
            seen.details = ProofEvidence.kept(evidence, details, raised.evidence(), raised.details());
        }
        return seen.noted(history.getLast().seenAgain(raised.source(), seen.severity, now));
    }

    /** This finding after a sighting of one that counts for it: it keeps its own text. */
    Finding seenAs(FindingRaised other, Instant now) {
        FindingDraft seen = counted(other, now);
        return seen.noted(history.getLast().seenAgain(other.source(), seen.severity, now));
    }

    private FindingDraft counted(FindingRaised raised, Instant now) {
        FindingDraft seen = new FindingDraft(this);
        seen.lastSeenAt = raised.raisedAt().isAfter(lastSeenAt) ? raised.raisedAt() : lastSeenAt;
        seen.occurrences++;
        seen.severity = worse(raised.severity());
        return seen;
    }

    Severity worse(Severity other) {
        return other == null || severity.compareTo(other) <= 0 ? severity : other;
    }

    /** This finding after its status changed. */
    Finding withStatus(FindingStatus to, Decision why) {
        FindingDraft moved = new FindingDraft(this);
        moved.status = to;
        moved.statusChangedAt = why.at();
        moved.decision = why;
        return moved.noted(history.getLast().changed(status, to, why.by(), why.reason(), why.until(), why.at()));
    }

    /** This finding after one more sighting of something that it is the cause of: what it says of itself stays. */
    Finding symptomSeen(FindingRaised symptom, Instant now) {
        FindingDraft seen = new FindingDraft(this);
        seen.severity = worse(symptom.severity());
        String metric = symptom.evidence().get("metric");
        String what = metric == null ? symptom.title() : symptom.component() + ", " + metric;
        return seen.noted(history.getLast().symptomSeen(symptom.source(), what, seen.severity, now));
    }

    /** Fingerprints that count for this finding beside its own. */
    public List<String> alsoKnownAs() {
        return Stream.concat(
                        linked.stream().map(Link::fingerprint),
                        symptoms.stream().map(Symptom::fingerprint))
                .toList();
    }

    /** What was raised, as far as it is kept. */
    FindingRaised toldAgain() {
        return FindingRaised.of(fingerprint, system, foundBy)
                .raised(lastSeenAt, severity)
                .category(category)
                .regulatoryReference(regulatoryReference)
                .component(component)
                .title(title)
                .description(description)
                .recommendedMeasures(recommendedMeasures)
                .responsible(responsible)
                .evidence(evidence)
                .details(details)
                .build();
    }

    /** The history with this entry, which may be the last one counted further. */
    List<HistoryEntry> with(HistoryEntry entry) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        if (longer.getLast().position() == entry.position()) {
            longer.removeLast();
        }
        longer.add(entry);
        return longer.subList(Math.max(0, longer.size() - HistoryEntry.SHOWN_MAX), longer.size());
    }
}
