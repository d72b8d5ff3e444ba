package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.symptom.Symptom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        int version) {

    public Finding {
        recommendedMeasures = recommendedMeasures == null ? List.of() : List.copyOf(recommendedMeasures);
        evidence = evidence == null ? Map.of() : Map.copyOf(evidence);
        history = List.copyOf(history);
        symptoms = symptoms == null ? List.of() : List.copyOf(symptoms);
    }

    /** This finding after one more sighting: newest text and evidence, worse severity. */
    Finding seen(FindingRaised raised, Instant now) {
        boolean newer = raised.raisedAt().isAfter(lastSeenAt);
        Severity worse = severity.compareTo(raised.severity()) <= 0 ? severity : raised.severity();
        return new Finding(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                newer ? raised.raisedAt() : lastSeenAt,
                occurrences + 1,
                worse,
                category,
                regulatoryReference,
                component,
                newer ? raised.title() : title,
                newer ? raised.description() : description,
                newer ? raised.recommendedMeasures() : recommendedMeasures,
                responsible,
                status,
                statusChangedAt,
                decision,
                newer ? raised.evidence() : evidence,
                with(history.getLast().seenAgain(raised.source(), worse, now)),
                symptoms,
                version + 1);
    }

    /** This finding after one more sighting of something that it is the cause of: what it says of itself stays. */
    Finding symptomSeen(FindingRaised symptom, Instant now) {
        Severity worse = severity.compareTo(symptom.severity()) <= 0 ? severity : symptom.severity();
        String metric = symptom.evidence().get("metric");
        String what = metric == null ? symptom.title() : symptom.component() + ", " + metric;
        return new Finding(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                lastSeenAt,
                occurrences,
                worse,
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
                with(history.getLast().symptomSeen(symptom.source(), what, worse, now)),
                symptoms,
                version + 1);
    }

    /** This finding after its status changed. */
    Finding withStatus(FindingStatus to, Decision why) {
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
                to,
                why.at(),
                why,
                evidence,
                with(history.getLast().changed(status, to, why.by(), why.reason(), why.until(), why.at())),
                symptoms,
                version + 1);
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
                .build();
    }

    /** The history with this entry, which may be the last one counted further. */
    private List<HistoryEntry> with(HistoryEntry entry) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        if (longer.getLast().position() == entry.position()) {
            longer.removeLast();
        }
        longer.add(entry);
        return longer.subList(Math.max(0, longer.size() - HistoryEntry.SHOWN_MAX), longer.size());
    }
}
