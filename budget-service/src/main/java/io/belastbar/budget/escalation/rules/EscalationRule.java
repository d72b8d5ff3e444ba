package io.belastbar.budget.escalation.rules;

import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.budget.escalation.signal.SignalKind;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told of what.
 *
 * @param conditions by field; all must hold
 * @param times how often it must happen {@code within} a period before anyone is told; 1: the first time
 * @param when the time of day at which it is told; null: at once
 * @param repeat how often it is told again until somebody acknowledges; null: never
 * @param deduplicate how long the same cause is not told again once somebody looks after it
 * @param severity how bad it is for this rule, whatever the signal says; null: as the signal says
 */
public record EscalationRule(
        String name,
        SignalKind on,
        Map<String, FieldCondition> conditions,
        int times,
        Duration within,
        String role,
        LocalTime when,
        Duration repeat,
        Duration deduplicate,
        Sentence reason,
        Severity severity) {

    public EscalationRule {
        conditions = Map.copyOf(conditions);
    }

    /** How bad a signal is for this rule. */
    public Severity severityOf(Signal signal) {
        return severity == null ? signal.severity() : severity;
    }

    /** Whether what it tells of is over once the breaker is closed: one that tells how often it opened is not. */
    public boolean endsWithBreaker() {
        return on == SignalKind.BREAKER
                && times == 1
                && Optional.ofNullable(conditions.get("to"))
                        .map(to -> to.holds(BreakerStatus.OPEN.name()))
                        .orElse(true);
    }

    /** Whether a signal is of the kind and meets every condition. A field that is not there meets none. */
    public boolean concerns(Signal signal) {
        return unmet(signal).isEmpty();
    }

    /** What of this a signal does not meet: fields, in the order of their names, or {@code on} alone. */
    public List<String> unmet(Signal signal) {
        return signal.kind() != on
                ? List.of("on")
                : conditions.entrySet().stream()
                        .filter(condition -> Optional.ofNullable(signal.fields().get(condition.getKey()))
                                .filter(condition.getValue()::holds)
                                .isEmpty())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
    }
}
