package io.belastbar.web.problem;

/** 403: what is asked for is a matter of somebody who has another role in it than the caller. */
public final class RoleRequired extends DomainFailure {

    /** @param detail which role, and what the caller has instead */
    public RoleRequired(String detail) {
        super(403, "role-required", "Role required", detail);
    }
}
