package io.belastbar.web.target;

/** What kind of place a target is. Configuration names it in any case; another word is refused at the start. */
public enum Environment {
    LOCAL,
    TEST,
    STAGING,
    /** Needs a second person for faults; what nobody named counts as this. */
    PRODUCTION
}
