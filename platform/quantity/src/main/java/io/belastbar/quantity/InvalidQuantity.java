package io.belastbar.quantity;

/** A text that is not the quantity it should be; the message states the rule and the text received. */
public final class InvalidQuantity extends IllegalArgumentException {

    private final String rule;

    public InvalidQuantity(String rule, String received) {
        super(rule + ": was '" + received + "'");
        this.rule = rule;
    }

    /** What is accepted, with an example. */
    public String rule() {
        return rule;
    }
}
