package io.belastbar.web.system;

import java.util.Optional;

/**
 * What {@code system.yml} says of a system's database.
 *
 * @param tenantSetting the session setting from which row-level security reads the tenant: {@code app.organization_id}
 * @param tenantQuery a SELECT whose first column is every tenant's value of that setting, as text
 * @param analyze whether an application's SELECT may be run, not only planned, to measure it
 * @param scratch the registered target in which indexes are tried; empty: a database of its own on the target's server
 */
public record DatabaseDescription(
        Optional<String> tenantSetting, Optional<String> tenantQuery, boolean analyze, Optional<String> scratch) {
    /** What a document means that says nothing. */
    public static final DatabaseDescription NONE =
            new DatabaseDescription(Optional.empty(), Optional.empty(), false, Optional.empty());

    /** Whether the rows of one tenant can be told from those of another. */
    public boolean knowsTenants() {
        return tenantSetting.isPresent() && tenantQuery.isPresent();
    }
}
