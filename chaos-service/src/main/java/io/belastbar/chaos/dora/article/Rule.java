package io.belastbar.chaos.dora.article;

/** How it is computed what a game day shows of an article. */
public enum Rule {
    PROGRAMME,
    INDEPENDENCE,
    YEARLY,
    SCENARIO_BASED,
    PERFORMANCE,
    END_TO_END,
    CONTINUITY,
    SWITCHOVER,
    OBJECTIVES,
    RECOVERY_CHECKS,
    /** No exercise of this kind can show it. */
    NOT_COVERED,
    /** Only where the dependency is a provider of ICT services. */
    PROVIDER,
    INCIDENT,
    /** In force until a day that has passed. */
    FORMER
}
