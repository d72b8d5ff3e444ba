package io.belastbar.chaos.dora.facts;

/** What an auditor must know of a test before counting it. */
public enum Mark {
    /** Its steps followed each other faster than planned. */
    REHEARSAL,
    /** Nobody was there to confirm anything. */
    UNATTENDED,
    /** Something that it concerned is no production and no copy of it. */
    TEST_ENVIRONMENT
}
