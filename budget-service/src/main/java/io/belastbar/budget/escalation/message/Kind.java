package io.belastbar.budget.escalation.message;

/** Why a role is told. */
public enum Kind {
    FIRST,
    WORSE,
    AGAIN,
    REMINDER,
    RESOLVED,
    /** Nothing happened: somebody wants to see whether messages arrive. */
    TEST
}
