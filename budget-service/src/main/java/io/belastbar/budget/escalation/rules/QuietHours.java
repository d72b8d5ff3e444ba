package io.belastbar.budget.escalation.rules;

import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When nobody is disturbed: every day from one time to another, past midnight if {@code from} is later than {@code to}.
 * What happens meanwhile is told at the end.
 *
 * @param except severities that are told at any time
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<Severity> except) {

    public QuietHours {
        except = Set.copyOf(except);
    }

    /** The first moment, not before {@code at}, at which a message of this severity may be told. */
    public Instant firstAllowed(Instant at, Severity severity) {
        if (except.contains(severity)) {
            return at;
        }
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        var pastMidnight = from.isAfter(to);
        var quiet =
                pastMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return at;
        }
        var day = pastMidnight && !time.isBefore(from) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        var end = day.atTime(to).atZone(zone).toInstant();
        return end.isBefore(at) ? at : end;
    }
}
