package io.belastbar.profiling.finding;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.profiling.finding.FindingRegister.NotAllowed;
import io.belastbar.profiling.finding.FindingRegister.Step;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.link.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules by which several become one.
 *
 * <ul>
 *   <li>A cause that its source spells anew is the finding that it was, with number, status and history.
 *   <li>An undecided finding may be merged into another of its system that is not rejected and not merged itself. It is
 *       then REJECTED and says into which; what is seen of it counts for the other, which takes the worse severity.
 *   <li>Separated again it is OPEN, under its old number.
 * </ul>
 */
final class Merging {
    private Merging() {}

    /** Both findings after they became one. */
    record Merged(Step other, Step into) {}

    /** A finding under the fingerprint that its source gives it now. */
    static Finding renamed(Finding known, FindingRaised raised, Instant now) {
        FindingDraft renamed = new FindingDraft(known);
        renamed.fingerprint = raised.fingerprint();
        List<Link> linked = new ArrayList<>(known.linked());
        linked.add(Link.former(known.fingerprint(), now));
        renamed.linked = linked;
        return renamed.done();
    }

    /**
     * Merges one finding into another.
     *
     * @throws NotAllowed when the rules above forbid it
     */
    static Merged merge(Finding other, Finding into, Decision why) {
        require(!other.number().equals(into.number()), other.number() + " cannot be merged into itself");
        require(
                other.system().equals(into.system()),
                other.number() + " is of system " + other.system() + ", " + into.number() + " of system "
                        + into.system());
        require(
                into.mergedInto() == null,
                into.number() + " is merged into " + into.mergedInto() + " itself: merge into that one");
        require(
                into.status() != FindingStatus.REJECTED,
                into.number() + " is REJECTED: nothing can be merged into what is not so");
        require(
                other.status().isUndecided(),
                other.number() + " is " + other.status() + " and cannot be merged; open it again first");
        FindingDraft taken = new FindingDraft(into);
        taken.severity = into.worse(other.severity());
        String what = other.number() + " " + other.title();
        return new Merged(
                gone(other, into, why),
                new Step(taken.noted(last(into).noted(HistoryEntry.Kind.MERGED, why.by(), what, why.at())), List.of()));
    }

    /** The finding that counts for another from now on. */
    static Step gone(Finding other, Finding into, Decision why) {
        FindingDraft gone = new FindingDraft(other.withStatus(FindingStatus.REJECTED, why));
        gone.mergedInto = into.number();
        gone.linked = List.of();
        EventData told = new FindingStatusChanged(
                other.number(),
                other.fingerprint(),
                other.system(),
                other.status(),
                FindingStatus.REJECTED,
                why.by(),
                why.reason(),
                why.at(),
                null,
                into.number(),
                other.alsoKnownAs());
        return new Step(gone.done(), List.of(told));
    }

    /** The number of its cause stands for a broken promise too. */
    static EventData told(Finding cause, FindingRaised symptom, Instant now) {
        return new FindingRegistered(
                cause.number(),
                symptom.fingerprint(),
                symptom.system(),
                symptom.source(),
                now,
                symptom.severity(),
                symptom.category(),
                symptom.regulatoryReference(),
                symptom.component(),
                symptom.title(),
                symptom.description(),
                symptom.recommendedMeasures(),
                symptom.responsible(),
                cause.status(),
                symptom.evidence(),
                symptom.details());
    }

    /**
     * A merged finding that counts for itself again.
     *
     * @throws NotAllowed when it was not merged
     */
    static Step separate(Finding merged, Decision why) {
        require(merged.mergedInto() != null, merged.number() + " is not merged into another finding");
        FindingDraft alone = new FindingDraft(merged);
        alone.mergedInto = null;
        return FindingRegister.moved(alone.done(), FindingStatus.OPEN, why);
    }

    /** The finding that lost one that counted for it. */
    static Step without(Finding into, Finding separated, Decision why) {
        HistoryEntry entry = last(into).noted(HistoryEntry.Kind.SEPARATED, why.by(), separated.number(), why.at());
        return new Step(new FindingDraft(into).noted(entry), List.of());
    }

    /** What stands with the cause of a broken promise, or with the finding into which another was merged. */
    static Link link(Finding other, Link.Kind kind) {
        return new Link(
                other.fingerprint(),
                kind,
                other.number(),
                other.title(),
                other.component(),
                other.severity(),
                other.evidence().get("metric"),
                other.evidence().get("runId"),
                other.evidence().get("observed"),
                other.evidence().get("limit"),
                other.lastSeenAt(),
                other.lastSeenAt(),
                1,
                null);
    }

    static Link link(FindingRaised raised, Link.Kind kind) {
        var evidence = raised.evidence() == null ? Map.<String, String>of() : raised.evidence();
        return new Link(
                raised.fingerprint(),
                kind,
                null,
                raised.title(),
                raised.component(),
                raised.severity(),
                evidence.get("metric"),
                evidence.get("runId"),
                evidence.get("observed"),
                evidence.get("limit"),
                raised.raisedAt(),
                raised.raisedAt(),
                1,
                null);
    }

    private static HistoryEntry last(Finding finding) {
        return finding.history().getLast();
    }

    private static void require(boolean allowed, String otherwise) {
        if (!allowed) {
            throw new NotAllowed(otherwise);
        }
    }
}
