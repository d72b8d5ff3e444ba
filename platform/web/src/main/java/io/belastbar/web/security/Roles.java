package io.belastbar.web.security;

/**
 * The four roles. Engineer, operator and auditor imply viewer, so {@code @RolesAllowed(Roles.VIEWER)} admits every known
 * caller.
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

    private Roles() {}
}
