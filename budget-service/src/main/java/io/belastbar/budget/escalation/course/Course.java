package io.belastbar.budget.escalation.course;

import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Decides when a role is told of a cause, and told again: a message first, then its reminders; one message after quiet hours;
 * what gets worse at once; nothing more once somebody looks after it or it is over.
 *
 * @param when the time of day at which anything is told; null: at any
 * @param repeat how long after a message it is told again; null: never
 * @param deduplicate how long a cause that is looked after, or of which nobody is reminded, is not told again
 */
public record Course(EscalationRules rules, LocalTime when, Duration repeat, Duration deduplicate) {

    public static Course of(EscalationRules rules, EscalationRule rule) {
        return new Course(rules, rule.when(), rule.repeat(), rule.deduplicate());
    }

    /** Of an escalation whose rule is there no more: it is told again as it was to be. */
    public static Course without(EscalationRules rules, Duration repeat) {
        return new Course(rules, null, repeat, Duration.ZERO);
    }

    /**
     * What follows from a signal.
     *
     * @param last the newest escalation of the same rule and cause
     * @param at when it happened: not always after what was heard of before
     */
    public Step onSignal(Optional<Standing> last, Severity severity, Instant at, Instant now) {
        if (last.isEmpty()) {
            return begin(severity, now);
        }
        var standing = last.get();
        if (standing.closed()) {
            return at.isAfter(standing.closedAt()) ? begin(severity, now) : new Step.Count();
        }
        if (standing.isWorse(severity)) {
            var due = due(severity, now);
            return new Step.Worse(due, reminder(due, severity, now));
        }
        if (standing.acknowledged()) {
            var passed = !now.isBefore(standing.escalatedAt().plus(deduplicate));
            return passed ? begin(severity, now) : new Step.Count();
        }
        var forgotten = repeat == null && !now.isBefore(standing.toldAt().plus(deduplicate));
        return forgotten ? new Step.Again(due(severity, now)) : new Step.Count();
    }

    /** What becomes of a reminder that was planned for a moment which is now, or has passed. */
    public Reminder onReminder(Standing standing, Instant planned, Instant now) {
        if (standing.acknowledged() || standing.closed() || repeat == null) {
            return new Reminder.End();
        }
        if (standing.toldAt().isAfter(now)) {
            return new Reminder.Wait(reminder(standing.toldAt(), standing.severity(), now));
        }
        var allowed = rules.quietPassed(now, standing.severity());
        return allowed.isAfter(now)
                ? new Reminder.Wait(allowed)
                : new Reminder.Remind(reminder(planned, standing.severity(), now));
    }

    /** Whether a decision on its finding, or its end, closes an escalation; an end that it outlived does not. */
    public static boolean closes(Standing standing, FindingStatus status, Instant at) {
        return !standing.closed()
                && !status.isUndecided()
                && (status != FindingStatus.RESOLVED
                        || standing.signalAt() == null
                        || !at.isBefore(standing.signalAt()));
    }

    /** When a message is told that comes up now. */
    public Instant due(Severity severity, Instant now) {
        return rules.due(when, now, severity);
    }

    private Step begin(Severity severity, Instant now) {
        var due = due(severity, now);
        return new Step.Begin(due, reminder(due, severity, now));
    }

    /** The first moment after {@code now} at which what was told is told again; null for never. */
    private Instant reminder(Instant told, Severity severity, Instant now) {
        if (repeat == null) {
            return null;
        }
        var next = rules.quietPassed(after(told), severity);
        return next.isAfter(now) ? next : rules.quietPassed(after(now), severity);
    }

    /** Days are counted by the calendar: from 09:00 to 09:00 is a day, also when the clocks change. */
    private Instant after(Instant told) {
        if (when == null) {
            return told.plus(repeat);
        }
        var local = LocalDateTime.ofInstant(told, rules.zone());
        var asked = local.toLocalTime().isBefore(when)
                ? local.toLocalDate().minusDays(1).atTime(when)
                : local.toLocalDate().atTime(when);
        var earliest = asked.plus(repeat);
        var day = earliest.toLocalDate();
        var next = earliest.toLocalTime().isAfter(when) ? day.plusDays(1).atTime(when) : day.atTime(when);
        return next.atZone(rules.zone()).toInstant();
    }

    /**
     * Whether something happened {@code times} within a period, one of them now. Events do not arrive in the order in which
     * they happened, so that each period counts which the moment falls into.
     *
     * @param others when it happened besides
     */
    public static boolean often(List<Instant> others, Instant at, int times, Duration within) {
        var all = new ArrayList<>(others);
        all.add(at);
        Collections.sort(all);
        for (var last = times - 1; last < all.size(); last++) {
            var first = all.get(last - times + 1);
            var holdsIt = !at.isBefore(first) && !at.isAfter(all.get(last));
            if (holdsIt && Duration.between(first, all.get(last)).compareTo(within) <= 0) {
                return true;
            }
        }
        return false;
    }
}
