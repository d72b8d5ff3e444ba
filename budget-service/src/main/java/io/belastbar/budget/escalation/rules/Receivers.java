package io.belastbar.budget.escalation.rules;

import java.util.Optional;

/** Whom this installation can reach. Each answer is the rule that a name breaks; empty if it breaks none. */
public interface Receivers {

    /** A target to which messages are posted. */
    Optional<String> target(String name);

    /** A key that signs a webhook's messages. */
    Optional<String> signingKey(String target);

    /** An e-mail address, and a sender. */
    Optional<String> email(String name);

    /** What a target asks for. */
    Optional<String> credentials(String name);
}
