package io.belastbar.budget.escalation.signal;

import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened, as rules see it.
 *
 * @param system null where the event does not say: a breaker's
 * @param number of the finding in the register; empty for what is no finding
 * @param fingerprint same cause, same fingerprint
 * @param at when it was heard of, or happened
 * @param raisedAt when it happened; null for a finding that has just got its number, which does not say
 * @param fields what conditions ask for by name, for example {@code severity}, {@code evidence.observed}
 */
public record Signal(
        SignalKind kind,
        String system,
        String number,
        String fingerprint,
        Severity severity,
        String component,
        String title,
        Instant at,
        Instant raisedAt,
        Map<String, String> fields) {

    public Signal {
        component = component == null ? "" : component;
        title = title == null ? "" : title;
        fields = Map.copyOf(fields);
    }
}
