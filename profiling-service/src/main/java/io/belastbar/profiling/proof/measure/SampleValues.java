package io.belastbar.profiling.proof.measure;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for a statement of which no plan says where its parameters stand, from the rows of the copy: for the tenant that has the most rows,
 * for the one that has the fewest, and values that no row has. A value is that of the column with which its parameter is
 * compared; LIMIT and OFFSET read the first page.
 */
final class SampleValues {
    private static final String PAGE = "50";
    private static final String COLUMN = "(?:(?:\"[^\"]+\"|\\w+)\\.)*(\"[^\"]+\"|\\w+)";
    private static final String COMPARED =
            "\\s*(?:=|<>|!=|<=|>=|<|>|~~\\*?|\\bi?like\\b|=\\s*any\\s*\\(|\\bin\\s*\\()\\s*\\(?\\s*\\$";

    private static final String TABLES_WITH = """
            SELECT format('%I.%I', n.nspname, c.relname) AS name
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm')
               AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             ORDER BY position(lower(c.relname::text) IN lower(?::text)) = 0, c.reltuples DESC, c.relname
            """;

    private static final Map<String, String> ABSENT = Map.of(
            "integer", "-2147483648",
            "bigint", "-9223372036854775808",
            "text", "belastbar: no such value",
            "character varying", "belastbar: no such value",
            "uuid", "ffffffff-ffff-ffff-ffff-fffffffffff0");

    private static final Map<String, String> FIRST = Map.ofEntries(
            Map.entry("boolean", "true"),
            Map.entry("date", "2000-01-01"),
            Map.entry("timestamp with time zone", "2000-01-01T00:00:00Z"),
            Map.entry("timestamp without time zone", "2000-01-01T00:00:00"),
            Map.entry("uuid", "00000000-0000-0000-0000-000000000000"),
            Map.entry("text", "a"),
            Map.entry("character varying", "a"),
            Map.entry("jsonb", "{}"),
            Map.entry("interval", "1 day"));

    private final Session scratch;
    private final String role;
    private final String tenantSetting;

    /** @param role that measures: only what it sees is a value */
    SampleValues(Session scratch, String role, String tenantSetting) {
        this.scratch = scratch;
        this.role = role;
        this.tenantSetting = tenantSetting;
    }

    /**
     * The statement with values.
     *
     * @param rowsByTenant empty where there are no tenants
     * @throws SqlFailure when the database does not take the statement
     */
    StatementToProve sampled(StatementToProve statement, Map<String, Long> rowsByTenant) {
        List<ParameterSet> sets = new ArrayList<>();
        Optional<String> busy = most(rowsByTenant, 1, null);
        Optional<String> quiet = most(rowsByTenant, -1, busy.orElse(null));
        sets.add(set("busy", busy.orElse(null), statement.text(), false));
        quiet.ifPresent(tenant -> sets.add(set("quiet", tenant, statement.text(), false)));
        ParameterSet absent = set("absent", busy.orElse(null), statement.text(), true);
        if (!absent.values().equals(sets.getFirst().values())) {
            sets.add(absent);
        }
        return new StatementToProve(statement.queryId(), statement.text(), sets);
    }

    private static Optional<String> most(Map<String, Long> rowsByTenant, int sign, String other) {
        return rowsByTenant.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !entry.getKey().equals(other))
                .max((a, b) -> sign * Long.compare(a.getValue(), b.getValue()))
                .map(Map.Entry::getKey);
    }

    private ParameterSet set(String name, String tenant, String text, boolean absent) {
        scratch.execute("DEALLOCATE ALL");
        scratch.begin();
        try {
            scratch.execute(SearchPath.LOCAL);
            if (tenantSetting != null && tenant != null) {
                scratch.execute(
                        "SELECT pg_catalog.set_config(" + literal(tenantSetting) + ", " + literal(tenant) + ", true)");
            }
            scratch.execute("SET LOCAL ROLE " + quoted(role));
            scratch.execute("PREPARE belastbar_values AS " + text);
            List<String> types =
                    scratch.column("SELECT unnest(parameter_types)::text FROM pg_catalog.pg_prepared_statements"
                            + " WHERE name = 'belastbar_values'");
            List<String> values = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                values.add(value(text, i + 1, types.get(i), absent));
            }
            return new ParameterSet(name, tenant, values);
        } finally {
            scratch.rollback();
        }
    }

    private String value(String text, int parameter, String type, boolean absent) {
        String number = parameter + "(?!\\d)";
        if (matches("\\blimit\\s+\\$" + number, text) || matches("\\bfetch\\s+(first|next)\\s+\\$" + number, text)) {
            return PAGE;
        }
        if (matches("\\boffset\\s+\\$" + number, text)) {
            return "0";
        }
        if (absent && ABSENT.containsKey(type) && matches(COLUMN + COMPARED + number, text)) {
            return ABSENT.get(type);
        }
        Matcher compared = Pattern.compile(COLUMN + COMPARED + number, Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return Optional.of(compared)
                .filter(Matcher::find)
                .flatMap(found -> frequent(found.group(1), text))
                .orElseGet(() -> type.endsWith("[]") ? "{}" : FIRST.getOrDefault(type, "1"));
    }

    /** The most frequent value of a column of this name, in the first table that has rows: one of the statement's if it can. */
    private Optional<String> frequent(String name, String text) {
        String stored =
                name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toLowerCase(java.util.Locale.ROOT);
        for (TargetRow table : scratch.rows(TABLES_WITH, stored, text)) {
            List<String> found = scratch.column(
                    "SELECT " + quoted(stored) + "::text FROM " + table.text("name") + " WHERE " + quoted(stored)
                            + " IS NOT NULL GROUP BY " + quoted(stored) + " ORDER BY count(*) DESC, 1 LIMIT 1");
            if (!found.isEmpty()) {
                return Optional.of(found.getFirst());
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
    }
}
