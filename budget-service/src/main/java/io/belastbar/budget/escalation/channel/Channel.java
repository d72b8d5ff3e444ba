package io.belastbar.budget.escalation.channel;

/** The ways on which a message goes out. */
public enum Channel {
    WEBHOOK,
    EMAIL,
    ALERTMANAGER
}
