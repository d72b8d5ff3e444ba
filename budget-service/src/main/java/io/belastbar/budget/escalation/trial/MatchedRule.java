package io.belastbar.budget.escalation.trial;

import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.signal.Signal;
import java.time.Instant;
import java.util.List;

/**
 * Whether a rule concerns a signal.
 *
 * @param unmet the fields whose conditions do not hold; {@code on} for a rule that listens to something else
 * @param times how often it must happen before anyone is told
 * @param due when it would be told, if it happened now; null if the rule does not concern it
 * @param receivers whom it would reach: channel and name
 */
record MatchedRule(
        String rule,
        boolean matches,
        List<String> unmet,
        String toRole,
        int times,
        Instant due,
        List<String> receivers) {

    /** Each rule, in the document's order. */
    static List<MatchedRule> of(EscalationRules rules, Signal signal, Instant now) {
        return rules.rules().stream().map(rule -> of(rules, rule, signal, now)).toList();
    }

    private static MatchedRule of(EscalationRules rules, EscalationRule rule, Signal signal, Instant now) {
        var unmet = rule.unmet(signal);
        var matches = unmet.isEmpty();
        return new MatchedRule(
                rule.name(),
                matches,
                unmet,
                rule.role(),
                rule.times(),
                matches ? rules.due(rule.when(), now, rule.severityOf(signal)) : null,
                matches
                        ? Receiver.of(rules.channels(rule.role())).stream()
                                .map(receiver -> receiver.channel() + " " + receiver.name())
                                .toList()
                        : List.of());
    }
}
