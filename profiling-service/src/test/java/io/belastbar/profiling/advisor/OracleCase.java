package io.belastbar.profiling.advisor;

import java.util.List;

/**
 * A statement to find an index for.
 *
 * @param sql as pg_stat_statements keeps it
 * @param values for {@code $1} …, as SQL writes them
 * @param role that executes it; null for the superuser
 */
record OracleCase(String name, String sql, List<String> values, String role) {

    static OracleCase of(String name, String sql, String... values) {
        return new OracleCase(name, sql, List.of(values), null);
    }

    OracleCase asTenant() {
        return new OracleCase(name, sql, values, "advisor_app");
    }

    String withValues() {
        String text = sql;
        for (int i = values.size(); i > 0; i--) {
            text = text.replace("$" + i, values.get(i - 1));
        }
        return text;
    }
}
