package io.belastbar.budget.escalation.rules;

import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.contracts.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system's rules, how its roles are reached, and when not.
 *
 * @param quiet null: never quiet
 * @param zone in which times of day are meant
 */
public record EscalationRules(
        List<EscalationRule> rules, Map<String, Channels> channels, QuietHours quiet, ZoneId zone) {

    private static final String DEFAULTS = "/escalation/default-rules.yml";

    public EscalationRules {
        rules = List.copyOf(rules);
        channels = Map.copyOf(channels);
    }

    /** The document of the rules that hold for a system without its own. */
    public static String defaultDocument() {
        try (var resource = EscalationRules.class.getResourceAsStream(DEFAULTS)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the default rules are part of this program", e);
        }
    }

    /** The rules that concern a signal, in the document's order. */
    public List<EscalationRule> concerning(Signal signal) {
        return rules.stream().filter(rule -> rule.concerns(signal)).toList();
    }

    /** The rule of a name. */
    public Optional<EscalationRule> rule(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** No channel if nobody said how the role is reached. */
    public Channels channels(String role) {
        return channels.getOrDefault(role, Channels.NONE);
    }

    /** When a message is told that comes up at a moment; {@code when}: the time of day for it, null for any. */
    public Instant due(LocalTime when, Instant at, Severity severity) {
        var wanted = when == null ? at : next(when, at);
        return quietPassed(wanted, severity);
    }

    /** The moment itself, or the end of the quiet hours that it falls into. */
    public Instant quietPassed(Instant at, Severity severity) {
        return Optional.ofNullable(quiet)
                .map(hours -> hours.firstAllowed(at, severity))
                .orElse(at);
    }

    private Instant next(LocalTime time, Instant at) {
        var today = at.atZone(zone).toLocalDate();
        var todays = today.atTime(time).atZone(zone).toInstant();
        return todays.isBefore(at) ? today.plusDays(1).atTime(time).atZone(zone).toInstant() : todays;
    }
}
