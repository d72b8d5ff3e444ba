package io.belastbar.profiling.database;

import io.belastbar.profiling.statement.StatementCounters;
import io.belastbar.profiling.statement.StatementSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a database keeps pg_stat_statements and what that version of it counts. Columns are looked up, not inferred from
 * the server's version: an extension that nobody updated after pg_upgrade is older than its server.
 *
 * @param schema quoted where need be
 * @param columns of the view
 */
public record StatementView(String schema, Set<String> columns) {
    /** Texts that are longer are cut: an analysis holds thousands of them. */
    static final int TEXT_MAX = 100_000;

    /** How a text ends that was cut. */
    static final String CUT = " /* cut: longer than " + TEXT_MAX + " characters */";

    /** How our own statements begin, by which they are left out: pg_stat_statements keeps no application_name. */
    static final String OURS = "/* belastbar-profiling */";

    /** True for what is not our own; the view is {@code s}. */
    public static final String NOT_OURS = "s.query NOT LIKE '" + OURS + "%'";

    /**
     * True for what is not asked by PostgreSQL itself to keep foreign keys, which is counted as nested (ri_triggers.c); the
     * view is {@code s}.
     */
    public static final String NOT_OF_FOREIGN_KEYS =
            "s.query !~ '^(SELECT (1|[$][0-9]+) FROM|DELETE FROM|UPDATE) (ONLY )?\"[^;]*OPERATOR\\([^)]*\\)'";

    /** Of this database, of the roles {@code $1}, or of all but superusers, the login and the reader {@code $2}. */
    private static final String OBSERVED = """
            d.datname = current_database()
                  AND (r.rolname = ANY ($1::text[])
                       OR cardinality($1::text[]) = 0 AND NOT r.rolsuper AND r.rolname NOT IN (current_user, $2::text))""";

    private static final String FIND = """
            SELECT quote_ident(n.nspname) AS schema, a.attname::text AS column
            FROM pg_extension e
            JOIN pg_namespace n ON n.oid = e.extnamespace
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'pg_stat_statements'
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE e.extname = 'pg_stat_statements'
            """;

    /** Since when a statement is counted; unknown before version 1.11 of the extension, which came with PostgreSQL 17. */
    private static final String SINCE = "stats_since";

    /** What to do about a database without it. */
    public static final String ABSENT = "pg_stat_statements in this database: put it into shared_preload_libraries,"
            + " restart, and run CREATE EXTENSION pg_stat_statements in this database";

    /** What the login misses that may not read the texts of others. */
    public static final String HIDDEN = "the statements of other roles";

    public StatementView {
        columns = Set.copyOf(columns);
    }

    /** Empty when this database has none; it may be in another database of the server. */
    public static Optional<StatementView> of(TargetSession session) {
        List<TargetRow> rows = session.rows(FIND);
        Set<String> columns = new HashSet<>();
        rows.forEach(row -> columns.add(row.text("column")));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new StatementView(rows.getFirst().text("schema"), columns));
    }

    /** The view's name with its schema. */
    public String name() {
        return schema + ".pg_stat_statements";
    }

    /** The column, or what stands for it where this version has none, as {@code s.column}. */
    public String column(String name, String otherwise) {
        return columns.contains(name) ? "s." + name : otherwise;
    }

    /** Milliseconds spent reading and writing blocks of tables and indexes: 0 where {@code track_io_timing} is off. */
    public String ioTime() {
        return columns.contains("shared_blk_read_time")
                ? "(s.shared_blk_read_time + s.shared_blk_write_time)"
                : "(s.blk_read_time + s.blk_write_time)";
    }

    /**
     * All counters of this database's statements.
     *
     * @param roles whose; empty: of all but superusers, the login and the reader
     * @param reader as which we plan: PostgreSQL counts what EXPLAIN plans as that role's statements
     */
    public StatementSnapshot snapshot(TargetSession session, List<String> roles, String reader) {
        TargetRow total = session.rows("SELECT clock_timestamp() AS taken_at, stats_reset, dealloc FROM " + schema
                        + ".pg_stat_statements_info")
                .getFirst();
        List<StatementCounters> counters = session.rows(statements(), roles.toArray(String[]::new), reader).stream()
                .map(StatementView::counters)
                .toList();
        return new StatementSnapshot(
                total.instant("taken_at"),
                total.instant("stats_reset"),
                total.whole("dealloc"),
                counters,
                hidden(session));
    }

    /** How many statements of this database the login may count, but not read. */
    public long hidden(TargetSession session) {
        return session.rows("SELECT count(*) AS hidden FROM " + name() + """
                         s JOIN pg_database d ON d.oid = s.dbid
                        WHERE d.datname = current_database() AND s.query = '<insufficient privilege>'
                        """)
                .getFirst()
                .whole("hidden");
    }

    /** Of this database, of the roles that are named, or of all but the superusers, the login and the reader. */
    private String statements() {
        return """
                SELECT s.queryid::text AS query_id, r.rolname::text AS role, %s AS toplevel,
                       CASE WHEN length(s.query) > %d THEN left(s.query, 1000) || '%s' ELSE s.query END AS query,
                       s.calls, s.total_exec_time, s.max_exec_time, s.rows, s.shared_blks_hit, s.shared_blks_read,
                       %s AS stats_since
                FROM %s s
                JOIN pg_roles r ON r.oid = s.userid
                JOIN pg_database d ON d.oid = s.dbid
                WHERE %s
                  AND s.query IS NOT NULL AND s.queryid IS NOT NULL AND s.calls > 0
                  AND %s
                """.formatted(
                        column("toplevel", "true"),
                        TEXT_MAX,
                        CUT,
                        column(SINCE, "NULL::timestamptz"),
                        name(),
                        OBSERVED,
                        NOT_OURS);
    }

    /**
     * Calls and times of the same statements by query id, without their texts, which are the dear part: for looking often.
     * Columns {@code query_id}, {@code calls}, {@code time_ms}, {@code taken_at}.
     */
    public List<TargetRow> counts(TargetSession session, List<String> roles, String reader) {
        String counts = """
                SELECT s.queryid::text AS query_id, sum(s.calls)::bigint AS calls,
                       sum(s.total_exec_time)::float8 AS time_ms, clock_timestamp() AS taken_at
                FROM %s(false) s
                JOIN pg_roles r ON r.oid = s.userid
                JOIN pg_database d ON d.oid = s.dbid
                WHERE %s AND s.queryid IS NOT NULL AND s.calls > 0
                GROUP BY s.queryid
                """.formatted(name(), OBSERVED);
        return session.rows(counts, roles.toArray(String[]::new), reader);
    }

    private static StatementCounters counters(TargetRow row) {
        return new StatementCounters(
                row.text("query_id"),
                row.text("role"),
                row.truth("toplevel"),
                row.text("query"),
                row.whole("calls"),
                row.number("total_exec_time"),
                row.number("max_exec_time"),
                row.whole("rows"),
                row.whole("shared_blks_hit"),
                row.whole("shared_blks_read"),
                row.instant("stats_since"));
    }
}
