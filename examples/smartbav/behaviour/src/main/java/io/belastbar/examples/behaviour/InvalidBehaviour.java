package io.belastbar.examples.behaviour;

import java.util.List;

/** Settings that cannot be; nothing was changed. Each message states the rule and the value received. */
public final class InvalidBehaviour extends RuntimeException {
    private final List<String> errors;

    public InvalidBehaviour(List<String> errors) {
        super(String.join("; ", errors));
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
