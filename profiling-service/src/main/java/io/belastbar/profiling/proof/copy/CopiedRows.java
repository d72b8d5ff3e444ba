package io.belastbar.profiling.proof.copy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was copied.
 *
 * @param rows by table, with its schema
 * @param byTenant how many of them are a tenant's
 * @param tenants how many tenants' rows were copied
 * @param tenantsInAll how many there are in the target
 * @param whole whether the copy has every row that the reader may see
 */
public record CopiedRows(
        Map<String, Long> rows, Map<String, Long> byTenant, int tenants, int tenantsInAll, boolean whole) {
    public CopiedRows {
        rows = new LinkedHashMap<>(rows);
        byTenant = new LinkedHashMap<>(byTenant);
    }
}
