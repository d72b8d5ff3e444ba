package io.belastbar.budget.escalation.rules;

import java.util.List;

/** How a role is reached: names of registered webhook targets and of configured e-mail addresses. */
public record Channels(List<String> webhooks, List<String> emails) {

    public Channels {
        webhooks = List.copyOf(webhooks);
        emails = List.copyOf(emails);
    }
}
