package io.belastbar.profiling.setting;

/**
 * A setting that is another one for a role, a database, or a role in a database.
 *
 * @param role null: for every role
 * @param database null: in every database
 */
public record SettingOverride(String setting, String value, String role, String database) {
    /** For people: {@code role app in database shop}. */
    public String scope() {
        if (role == null) {
            return database == null ? "all roles" : "database " + database;
        }
        return "role " + role + (database == null ? "" : " in database " + database);
    }
}
