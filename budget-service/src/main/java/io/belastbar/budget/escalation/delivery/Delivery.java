package io.belastbar.budget.escalation.delivery;

import java.util.UUID;

/** A message that is due. */
public record Delivery(UUID id, Channel channel, String name, Notice notice) {

    /** The ways on which a message goes out. */
    public enum Channel {
        WEBHOOK,
        EMAIL
    }

    /** A message did not arrive. {@code lasting}: another attempt would not change it, only another configuration. */
    static final class NotDelivered extends Exception {

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
}
