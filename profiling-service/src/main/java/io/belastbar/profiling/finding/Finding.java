package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.link.Link;
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
        linked = linked == null ? List.of() : List.copyOf(linked);
    }

    /** This finding after one more sighting: newest text and evidence, worse severity. */
    Finding seen(FindingRaised raised, Instant now) {
        FindingDraft seen = counted(raised, now);
        if (raised.raisedAt().isAfter(lastSeenAt)) {
            seen.title = raised.title();
            seen.description = raised.description();
            seen.recommendedMeasures = raised.recommendedMeasures();
            seen.evidence = raised.evidence();
            seen.details = raised.details() == null ? details : raised.details();
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

    /** Fingerprints that count for this finding beside its own. */
    public List<String> alsoKnownAs() {
        return linked.stream().map(Link::fingerprint).toList();
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
