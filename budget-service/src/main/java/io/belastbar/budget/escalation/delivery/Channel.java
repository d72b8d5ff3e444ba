package io.belastbar.budget.escalation.delivery;

/** The ways on which a message goes out. */
public enum Channel {
    WEBHOOK,
    EMAIL
}
