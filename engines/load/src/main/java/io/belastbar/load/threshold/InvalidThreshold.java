package io.belastbar.load.threshold;

/** A text is not a threshold; says the rule and the value received. */
public final class InvalidThreshold extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String received;

    public InvalidThreshold(String rule, String received) {
        super(rule + ": was '" + received + "'");
        this.rule = rule;
        this.received = received;
    }

    public String rule() {
        return rule;
    }

    public String received() {
        return received;
    }
}
