package io.belastbar.chaos.dora.evidence;

/** What a game day shows of an article. Whether the law is fulfilled is for people to say. */
public enum Verdict {
    /** Its facts show what is asked. */
    SHOWN,
    /** Its facts show that what is asked is not so. */
    SHOWN_NOT_MET,
    /** They show some of it. */
    PARTLY,
    /** They show nothing of it. */
    NOT_SHOWN,
    /** No exercise of this kind could. */
    NOT_COVERED,
    /** It does not concern this game day. */
    NOT_APPLICABLE,
    /** Somebody must look at it. */
    TO_BE_EXAMINED
}
