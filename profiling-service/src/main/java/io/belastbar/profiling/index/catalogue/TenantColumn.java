package io.belastbar.profiling.index.catalogue;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The column by which a policy of row-level security tells a tenant's rows: compared for equality with a setting of the
 * session.
 *
 * @param setting its name
 * @param cast whether the policy casts the column, so that an index on the column alone does not help
 */
public record TenantColumn(CatalogueTable table, String column, int number, String setting, boolean cast) {

    /** Policies for SELECT, or for all commands, that narrow; printed without waiting for a lock. */
    private static final String POLICIES = """
            SELECT p.polrelid::bigint AS table_oid, pg_get_expr(p.polqual, p.polrelid, true) AS condition,
                   ARRAY (SELECT a.attname::text FROM pg_attribute a
                          WHERE a.attrelid = p.polrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
                   AS columns,
                   ARRAY (SELECT a.attnum::text FROM pg_attribute a
                          WHERE a.attrelid = p.polrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
                   AS numbers
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid AND c.relrowsecurity
            WHERE p.polqual IS NOT NULL AND p.polcmd IN ('r', '*')
              AND p.polrelid NOT IN (
                  SELECT relation FROM pg_locks WHERE relation IS NOT NULL AND locktype = 'relation'
                    AND mode = 'AccessExclusiveLock' AND pid <> pg_backend_pid()
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """;

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    /** Nothing that joins conditions, and no other column's comparison, stands between the sign and the setting. */
    private static final Pattern EQUAL = Pattern.compile("(?:^|[\\s(])" + NAME
            + "(\\)?::[\\w \\[\\]]+?)? = (?:(?! AND | OR |CASE ).)*?current_setting\\('((?:[^']|'')+)'");

    /**
     * The tenants' columns.
     *
     * @param setting the one by which tenants are told; empty: any
     */
    public static List<TenantColumn> read(
            TargetSession session, Map<Long, CatalogueTable> tables, Optional<String> setting) {
        Map<String, TenantColumn> found = new LinkedHashMap<>();
        for (TargetRow row : session.rows(POLICIES)) {
            CatalogueTable table = tables.get(row.whole("table_oid"));
            if (table != null) {
                for (TenantColumn column : of(table, row)) {
                    if (setting.isEmpty() || setting.get().equals(column.setting)) {
                        found.putIfAbsent(table.oid() + " " + column.column, column);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<TenantColumn> of(CatalogueTable table, TargetRow row) {
        List<String> columns = row.texts("columns");
        List<TenantColumn> found = new ArrayList<>();
        if (row.text("condition").contains(" OR ")) {
            // Rows of other branches have to be found as well: no index on this column alone does.
            return found;
        }
        Matcher matcher = EQUAL.matcher(row.text("condition"));
        while (matcher.find()) {
            String name = matcher.group(1);
            String column =
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
            int position = columns.indexOf(column);
            if (position >= 0) {
                int number = Integer.parseInt(row.texts("numbers").get(position));
                found.add(new TenantColumn(
                        table, column, number, matcher.group(3).replace("''", "'"), matcher.group(2) != null));
            }
        }
        return found;
    }

    /** Whether an index finds a tenant's rows: its first column is this one. */
    public boolean ledBy(CatalogueIndex index) {
        return index.role().valid() && index.shape().leading().column() == number;
    }
}
