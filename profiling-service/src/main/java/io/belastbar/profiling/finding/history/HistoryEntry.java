package io.belastbar.profiling.finding.history;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Instant;

/**
 * Something that happened to a finding.
 *
 * @param position counts from 1 in the order in which the register learned of it
 * @param at when the register learned of it
 * @param by the service that raised it, or who decided
 * @param from of a change of status; null where an older version did not keep it
 * @param to the status from then on; null for a sighting, which changes none
 * @param reason why it was decided, or what was said or done; may be null
 * @param until when an acceptance ends; null for none
 * @param severity what a sighting made of the finding's severity; null for a change of status
 * @param times how many sightings the entry stands for
 * @param lastAt when the register learned of the last of them
 */
public record HistoryEntry(
        int position,
        Kind kind,
        Instant at,
        String by,
        FindingStatus from,
        FindingStatus to,
        String reason,
        Instant until,
        Severity severity,
        int times,
        Instant lastAt) {

    /** What may happen. */
    public enum Kind {
        RAISED,
        SEEN_AGAIN,
        /** Something was seen that the finding is the cause of; {@code reason} says what. */
        SYMPTOM_SEEN,
        STATUS_CHANGED,
        /** Somebody wrote something about it. */
        COMMENTED,
        /** Who is to act, or by when, was changed. */
        ASSIGNED,
        /** Another finding, or a broken promise, counts for it from then on; or it counts for another one. */
        MERGED,
        /** That is no longer so. */
        SEPARATED,
        /** It was measured again. */
        VERIFIED
    }

    /** How many of a finding's entries stand with it: the newest. All of them have a list of their own. */
    public static final int SHOWN_MAX = 50;

    /** One more sighting that changes as little: several in a row are one entry, so that a history stays readable. */
    private boolean takes(Kind next, String source, Severity severityNow) {
        return (kind == Kind.SEEN_AGAIN || kind == Kind.SYMPTOM_SEEN)
                && kind == next
                && by.equals(source)
                && severity == severityNow;
    }

    /** The sighting that follows this entry: the entry itself, counted further, or one of its own. */
    public HistoryEntry seenAgain(String source, Severity severityNow, Instant now) {
        return takes(Kind.SEEN_AGAIN, source, severityNow)
                ? new HistoryEntry(position, kind, at, by, from, to, reason, until, severity, times + 1, now)
                : sighting(position + 1, Kind.SEEN_AGAIN, source, severityNow, now);
    }

    /** A sighting of something that the finding is the cause of; in a row of the same, this entry counted further. */
    public HistoryEntry symptomSeen(String source, String title, Severity severityNow, Instant now) {
        return takes(Kind.SYMPTOM_SEEN, source, severityNow) && title.equals(reason)
                ? new HistoryEntry(position, kind, at, by, from, to, reason, until, severity, times + 1, now)
                : new HistoryEntry(
                        position + 1, Kind.SYMPTOM_SEEN, now, source, null, null, title, null, severityNow, 1, now);
    }

    /** The first entry of every finding. */
    public static HistoryEntry raised(String source, Severity severity, Instant now) {
        return sighting(1, Kind.RAISED, source, severity, now);
    }

    /** The change of status that follows this entry. */
    public HistoryEntry changed(
            FindingStatus from, FindingStatus to, String by, String reason, Instant until, Instant now) {
        return new HistoryEntry(position + 1, Kind.STATUS_CHANGED, now, by, from, to, reason, until, null, 1, now);
    }

    /** What follows this entry and changes no status. */
    public HistoryEntry noted(Kind what, String by, String text, Instant now) {
        return new HistoryEntry(position + 1, what, now, by, null, null, text, null, null, 1, now);
    }

    private static HistoryEntry sighting(int position, Kind kind, String source, Severity severity, Instant now) {
        return new HistoryEntry(position, kind, now, source, null, null, null, null, severity, 1, now);
    }
}
