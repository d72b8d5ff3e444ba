package io.belastbar.budget.escalation.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a role is reached: names of registered targets (webhooks, Alertmanagers) and of configured e-mail addresses.
 *
 * @param terms what was said of a target, by its name; none for one that was stored before it had to be said
 */
public record Channels(
        List<String> webhooks, List<String> emails, List<String> alertmanagers, Map<String, Terms> terms) {

    static final Channels NONE = new Channels(List.of(), List.of(), List.of(), Map.of());

    /** The body of a webhook's messages. */
    public enum Form {
        SLACK,
        JSON
    }

    /**
     * How a target is spoken to.
     *
     * @param unsigned whether messages may go without a signature
     * @param credentials the name of what it asks for; null: nothing
     */
    public record Terms(Form form, boolean unsigned, String credentials) {}

    public Channels {
        webhooks = List.copyOf(webhooks);
        emails = List.copyOf(emails);
        alertmanagers = alertmanagers == null ? List.of() : List.copyOf(alertmanagers);
        terms = terms == null ? Map.of() : Map.copyOf(terms);
    }

    public boolean isEmpty() {
        return Stream.of(webhooks, emails, alertmanagers).allMatch(List::isEmpty);
    }

    /** What was said of a target; empty for an older document, whose webhooks go out unsigned where there is no key. */
    public Optional<Terms> termsOf(String target) {
        return Optional.ofNullable(terms.get(target));
    }
}
