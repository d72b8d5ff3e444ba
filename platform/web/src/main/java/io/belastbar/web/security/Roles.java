package io.belastbar.web.security;

/**
 * The four roles of people, and one of a program. Engineer, operator and auditor imply viewer, so
 * {@code @RolesAllowed(Roles.VIEWER)} admits every known caller but that program.
 */
public final class Roles {

    /** Reads everything but evidence. */
    public static final String VIEWER = "viewer";

    /** Writes documents, starts runs, works on findings. */
    public static final String ENGINEER = "engineer";

    /** Injects faults, holds game days. */
    public static final String OPERATOR = "operator";

    /** Reads evidence and signs it off. */
    public static final String AUDITOR = "auditor";

    /** Delivers alerts and can do nothing else: what an Alertmanager should have. */
    public static final String ALERTS = "alerts";

    private Roles() {}
}
