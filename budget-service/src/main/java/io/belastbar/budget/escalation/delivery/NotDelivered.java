package io.belastbar.budget.escalation.delivery;

/** A message did not arrive. {@code lasting}: another attempt would not change it, only another configuration. */
final class NotDelivered extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean lasting;

    NotDelivered(String reason, boolean lasting) {
        super(reason);
        this.lasting = lasting;
    }

    boolean lasting() {
        return lasting;
    }
}
