package io.belastbar.budget.escalation.channel;

/** A message did not arrive. */
public final class NotDelivered extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean lasting;

    NotDelivered(String reason, boolean lasting) {
        super(reason);
        this.lasting = lasting;
    }

    /** Another attempt would not change it, only another configuration. */
    public boolean lasting() {
        return lasting;
    }
}
