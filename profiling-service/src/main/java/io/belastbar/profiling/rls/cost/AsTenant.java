package io.belastbar.profiling.rls.cost;

import io.belastbar.profiling.database.TargetSession;

/** Takes a tenant and a role for the rest of a transaction. */
public final class AsTenant {
    private AsTenant() {}

    /**
     * @param role null to stay who one is
     * @param setting the tenant's session setting; null for none
     * @param tenant its value
     */
    public static void enter(TargetSession session, String role, String setting, String tenant) {
        if (setting != null) {
            session.rows("SELECT set_config($1, $2, true)", setting, tenant);
        }
        if (role != null) {
            session.rows("SELECT set_config('role', $1, true)", role);
        }
    }
}
