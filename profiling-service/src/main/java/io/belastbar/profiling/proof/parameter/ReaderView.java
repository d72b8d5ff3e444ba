package io.belastbar.profiling.proof.parameter;

import java.util.List;
import java.util.Objects;

/**
 * Through whose eyes values are sampled.
 *
 * @param role that reads what the application reads; empty: the session's own
 * @param tenantSetting the session setting from which policies read the tenant; empty where there are none
 * @param tenants values of the setting
 */
public record ReaderView(String role, String tenantSetting, List<String> tenants) {
    /** As whoever is logged in, where there are no tenants. */
    public static final ReaderView OWN = new ReaderView("", "", List.of());

    public ReaderView {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(tenantSetting, "tenantSetting");
        tenants = List.copyOf(tenants);
    }

    public boolean knowsTenants() {
        return !tenantSetting.isEmpty() && !tenants.isEmpty();
    }

    /** Who, never which tenant. */
    @Override
    public String toString() {
        return "reader " + role + ", " + tenants.size() + " tenants";
    }
}
