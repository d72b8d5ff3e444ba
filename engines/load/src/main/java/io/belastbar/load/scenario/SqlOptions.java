package io.belastbar.load.scenario;

/**
 * How PostgreSQL is spoken to.
 *
 * @param connections 0: as many as the plan needs
 * @param pipelining whether the statements of a step go out together, without waiting for each answer
 * @param prepared whether statements are prepared once a connection
 * @param tenantSetting the setting that row-level security reads, such as {@code app.organization_id}; it is set to the
 *     user's tenant at the begin of each transaction; null: none
 */
public record SqlOptions(int connections, boolean pipelining, boolean prepared, String tenantSetting) {

    public static final SqlOptions DEFAULT = new SqlOptions(0, true, true, null);
}
