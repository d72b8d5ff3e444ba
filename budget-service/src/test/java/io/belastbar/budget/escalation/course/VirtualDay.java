package io.belastbar.budget.escalation.course;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One rule, one cause, and a clock that the test moves: what its role is told, and at which time of its zone. */
final class VirtualDay {

    /** A message that waits. */
    private record Waiting(Instant due, String text) {}

    private final EscalationRules rules;
    private final ZoneId zone;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Instant now;
    private Standing standing;
    private Instant reminderAt;
    private int reminders;
    private int escalations;

    VirtualDay(String zone, String start, String rule, String more) {
        rules = EscalationRulesParser.parse("""
                escalation:
                  zone: %s
                  %s
                  channels: { Ops: { emails: [on-duty] } }
                  rules: [ { name: slow, on: finding, to: Ops, %s } ]
                """.formatted(zone, more, rule));
        this.zone = ZoneId.of(zone);
        this.now = instant(start);
    }

    VirtualDay signal(String at, Severity severity) {
        return signal(at, at, severity);
    }

    /** It is heard of at one time, and happened at another. */
    VirtualDay signal(String at, String happened, Severity severity) {
        until(at);
        var happenedAt = instant(happened);
        switch (course().onSignal(Optional.ofNullable(standing), severity, happenedAt, now)) {
            case Step.Begin(Instant due, Instant reminder) -> {
                escalations++;
                reminders = 0;
                standing = new Standing(new UUID(0, escalations), severity, now, happenedAt, due, null, null);
                reminderAt = reminder;
                waiting.add(new Waiting(due, "first " + severity));
            }
            case Step.Worse(Instant due, Instant reminder) -> {
                standing = new Standing(standing.id(), severity, standing.escalatedAt(), happenedAt, due, null, null);
                reminderAt = reminder;
                waiting.clear();
                waiting.add(new Waiting(due, "worse " + severity));
            }
            case Step.Again(Instant due) -> {
                standing = toldAt(due);
                waiting.add(new Waiting(due, "again " + severity));
            }
            case Step.Count() -> {}
        }
        return this;
    }

    VirtualDay acknowledged(String at) {
        until(at);
        standing = new Standing(
                standing.id(),
                standing.severity(),
                standing.escalatedAt(),
                standing.signalAt(),
                standing.toldAt(),
                now,
                standing.closedAt());
        waiting.clear();
        return this;
    }

    VirtualDay finding(String at, FindingStatus status) {
        return finding(at, at, status);
    }

    VirtualDay finding(String at, String changedAt, FindingStatus status) {
        until(at);
        if (standing != null && Course.closes(standing, status, instant(changedAt))) {
            standing = new Standing(
                    standing.id(),
                    standing.severity(),
                    standing.escalatedAt(),
                    standing.signalAt(),
                    standing.toldAt(),
                    standing.acknowledgedAt(),
                    instant(changedAt));
            waiting.clear();
            if (status == FindingStatus.RESOLVED && !told.isEmpty()) {
                waiting.add(new Waiting(rules.quietPassed(now, standing.severity()), "resolved"));
            }
        }
        return this;
    }

    /** Lets time pass, minute by minute. */
    VirtualDay until(String time) {
        var end = instant(time);
        while (now.isBefore(end)) {
            tick();
            now = now.plusSeconds(60);
        }
        tick();
        return this;
    }

    private void tick() {
        waiting.stream().filter(one -> !one.due().isAfter(now)).forEach(one -> told.add(local() + " " + one.text()));
        waiting.removeIf(one -> !one.due().isAfter(now));
        if (reminderAt == null || reminderAt.isAfter(now)) {
            return;
        }
        switch (course().onReminder(standing, reminderAt, now)) {
            case Reminder.End() -> reminderAt = null;
            case Reminder.Wait(Instant later) -> reminderAt = later;
            case Reminder.Remind(Instant next) -> {
                reminderAt = next;
                standing = toldAt(now);
                reminders++;
                told.add(local() + " reminder " + reminders);
            }
        }
    }

    private Standing toldAt(Instant due) {
        return new Standing(
                standing.id(),
                standing.severity(),
                standing.escalatedAt(),
                standing.signalAt(),
                due,
                standing.acknowledgedAt(),
                standing.closedAt());
    }

    private Course course() {
        return Course.of(rules, rules.rules().getFirst());
    }

    private Instant instant(String local) {
        return LocalDateTime.parse(local.replace(' ', 'T')).atZone(zone).toInstant();
    }

    private String local() {
        return LocalDateTime.ofInstant(now, zone).toString().replace('T', ' ');
    }

    List<String> told() {
        return List.copyOf(told);
    }

    int escalations() {
        return escalations;
    }
}
