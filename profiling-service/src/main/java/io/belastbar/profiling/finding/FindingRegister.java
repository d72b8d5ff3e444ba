package io.belastbar.profiling.finding;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.link.Link;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of the register.
 *
 * <ul>
 *   <li>A new cause gets the next number.
 *   <li>A known cause is counted, takes the newest description and evidence and the worse severity. It stays of its system.
 *   <li>A resolved one that is seen after it was resolved is open again. An accepted or rejected one stays as decided.
 *   <li>What its source says is over is resolved, unless a person has decided on it.
 *   <li>Open and in-progress findings may go anywhere; a decided one can only be opened again. Accepting and rejecting
 *       need a reason.
 *   <li>An acceptance may end at a time; then the finding is open again.
 *   <li>One cause is one finding: a broken promise whose cause is known is a symptom of it and has no number of its own. One
 *       that had a number before is rejected as a consequence, and told there from then on.
 *   <li>Whatever happens stands in the finding's history.
 * </ul>
 */
public final class FindingRegister {
    private static final String REOPENED_BY = "profiling-service";

    private FindingRegister() {}

    /** What the register holds after a step, and what it tells others. */
    public record Step(Finding finding, List<EventData> events) {
        Step withoutEvents() {
            return new Step(finding, List.of());
        }
    }

    /** A rule of the register was broken; the message says which and what was received. */
    public static final class NotAllowed extends RuntimeException {
        NotAllowed(String message) {
            super(message);
        }
    }

    /** The number as people write it: {@code PE-001}. */
    public static String number(int ordinal) {
        return String.format(Locale.ROOT, "PE-%03d", ordinal);
    }

    /** Enters a cause that the register does not know yet. */
    public static Step enter(int ordinal, FindingRaised raised, Instant now) {
        Finding finding = new Finding(
                number(ordinal),
                raised.fingerprint(),
                raised.system(),
                raised.source(),
                now,
                raised.raisedAt(),
                1,
                raised.severity(),
                raised.category(),
                raised.regulatoryReference(),
                raised.component(),
                raised.title(),
                raised.description(),
                raised.recommendedMeasures(),
                raised.responsible(),
                FindingStatus.OPEN,
                now,
                null,
                raised.evidence(),
                List.of(HistoryEntry.raised(raised.source(), raised.severity(), now)),
                List.of(),
                1,
                raised.details(),
                null,
                null,
                false,
                null,
                null,
                List.of());
        return new Step(finding, List.of(registered(finding)));
    }

    /**
     * Counts one more sighting of a known cause.
     *
     * @throws NotAllowed when it is told of another system
     */
    public static Step seenAgain(Finding known, FindingRaised raised, Instant now) {
        requireSystem(known, raised.system());
        boolean reopens =
                known.status() == FindingStatus.RESOLVED && raised.raisedAt().isAfter(known.statusChangedAt());
        boolean itself = known.fingerprint().equals(raised.fingerprint()) || isFormer(known, raised.fingerprint());
        Finding counted = itself ? known.seen(raised, now) : known.seenAs(raised, now);
        return reopens
                ? moved(counted, FindingStatus.OPEN, byItself("seen again at " + raised.raisedAt(), now))
                : new Step(counted, List.of());
    }

    /**
     * Resolves what is over by the word of the service that raised it. It was over when that service says, not when the word
     * arrived, so that what breaks again in between opens it again. A finding that is decided stays as it is.
     *
     * @throws NotAllowed when it is told of another system
     */
    public static Step over(Finding known, FindingResolved resolved) {
        requireSystem(known, resolved.system());
        var at = resolved.resolvedAt().isBefore(known.lastSeenAt()) ? known.lastSeenAt() : resolved.resolvedAt();
        return known.status().isUndecided()
                ? moved(known, FindingStatus.RESOLVED, new Decision(resolved.source(), at, resolved.reason(), null))
                : new Step(known, List.of());
    }

    /**
     * Moves a finding to another status.
     *
     * @throws NotAllowed when the rules above forbid it
     */
    public static Step changeStatus(Finding finding, FindingStatus to, Decision why) {
        if (finding.mergedInto() != null) {
            throw new NotAllowed(finding.number() + " is merged into " + finding.mergedInto()
                    + "; decide on that one, or separate them first");
        }
        boolean reachable = finding.status().isUndecided() || to == FindingStatus.OPEN;
        if (finding.status() == to || !reachable) {
            throw new NotAllowed(finding.number() + " is " + finding.status() + " and cannot become " + to
                    + (finding.status() == to ? "" : "; open it again first"));
        }
        boolean needsReason = to == FindingStatus.ACCEPTED || to == FindingStatus.REJECTED;
        if (needsReason && (why.reason() == null || why.reason().isBlank())) {
            throw new NotAllowed("status " + to + " needs a reason");
        }
        if (why.until() != null && to != FindingStatus.ACCEPTED) {
            throw new NotAllowed("only an acceptance ends at a time; status " + to + " has no until");
        }
        return moved(finding, to, why);
    }

    /** The step at the end of an acceptance; empty as long as the finding is not accepted, or accepted for longer. */
    public static Optional<Step> expire(Finding finding, Instant now) {
        return acceptedUntil(finding)
                .filter(end -> !end.isAfter(now))
                .map(end -> moved(finding, FindingStatus.OPEN, byItself("the acceptance ended at " + end, now)));
    }

    /** When the acceptance of a finding ends; empty if it is not accepted, or for good. */
    public static Optional<Instant> acceptedUntil(Finding finding) {
        return Optional.ofNullable(finding.decision())
                .filter(decision -> finding.status() == FindingStatus.ACCEPTED)
                .map(Decision::until);
    }

    /**
     * Counts a broken promise, or whatever else was raised, as the consequence of a known cause.
     *
     * @throws NotAllowed when it is told of another system
     */
    public static Step symptom(Finding cause, FindingRaised symptom, Instant now) {
        requireSystem(cause, symptom.system());
        boolean known =
                cause.symptoms().stream().anyMatch(each -> each.fingerprint().equals(symptom.fingerprint()));
        Finding seen = cause.symptomSeen(symptom, now);
        return new Step(seen, known ? List.of() : List.of(Merging.told(cause, symptom, now)));
    }

    /** Closes a finding that turned out to be the consequence of another one. */
    public static Step mergedInto(Finding symptom, Finding cause, Instant now) {
        String reason = "a consequence of " + cause.number() + ": " + cause.title();
        return Merging.gone(symptom, cause, byItself(reason, now));
    }

    /** Whether nothing is a symptom of it any more: it is over, or was said to be no fault. */
    static boolean isOver(Finding cause) {
        return cause.status() == FindingStatus.RESOLVED || cause.status() == FindingStatus.REJECTED;
    }

    private static boolean isFormer(Finding known, String fingerprint) {
        return known.linked().stream()
                .anyMatch(link ->
                        link.kind() == Link.Kind.FORMER && link.fingerprint().equals(fingerprint));
    }

    static void requireSystem(Finding known, String told) {
        if (!known.system().equals(told)) {
            throw new NotAllowed("the fingerprint \"" + known.fingerprint() + "\" is " + known.number() + " of system "
                    + known.system() + ": was of system " + told);
        }
    }

    static Decision byItself(String reason, Instant now) {
        return new Decision(REOPENED_BY, now, reason, null);
    }

    static Step moved(Finding finding, FindingStatus to, Decision why) {
        EventData event = new FindingStatusChanged(
                finding.number(),
                finding.fingerprint(),
                finding.system(),
                finding.status(),
                to,
                why.by(),
                why.reason(),
                why.at(),
                finding.verification() != null
                                && why.at().equals(finding.verification().at())
                        ? finding.verification()
                        : null,
                null,
                finding.alsoKnownAs());
        return new Step(finding.withStatus(to, why), List.of(event));
    }

    private static FindingRegistered registered(Finding finding) {
        return new FindingRegistered(
                finding.number(),
                finding.fingerprint(),
                finding.system(),
                finding.foundBy(),
                finding.registeredAt(),
                finding.severity(),
                finding.category(),
                finding.regulatoryReference(),
                finding.component(),
                finding.title(),
                finding.description(),
                finding.recommendedMeasures(),
                finding.responsible(),
                finding.status(),
                finding.evidence(),
                finding.details());
    }
}
