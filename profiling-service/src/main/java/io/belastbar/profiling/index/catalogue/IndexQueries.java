package io.belastbar.profiling.index.catalogue;

/**
 * What is asked of the catalogue about tables and indexes. Nothing of it waits for a lock: sizes and expressions need one
 * on the table, so they are not asked of a table that another session holds, or waits for, exclusively.
 */
final class IndexQueries {
    private static final String LOCKED = """
            (SELECT relation FROM pg_locks
             WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND pid <> pg_backend_pid()
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """;

    /** Tables of people: neither the system's, nor temporary, nor an extension's own. */
    private static final String OF_PEOPLE = """
            n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.relpersistence <> 't'
              AND t.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'e')
            """;

    static final String TABLES = """
            SELECT t.oid::bigint AS oid, n.nspname::text AS schema, t.relname::text AS name, t.relkind = 'p' AS partitioned,
                   h.inhparent::bigint AS parent, t.reltuples::float8 AS rows, t.oid IN %s AS locked,
                   CASE WHEN t.oid IN %1$s THEN t.relpages::bigint * current_setting('block_size')::bigint
                        ELSE pg_relation_size(t.oid) END AS bytes,
                   pg_stat_get_tuples_inserted(t.oid) AS inserted, pg_stat_get_tuples_updated(t.oid) AS updated,
                   pg_stat_get_tuples_deleted(t.oid) AS deleted, pg_stat_get_numscans(t.oid) AS scans
            FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
            LEFT JOIN pg_inherits h ON h.inhrelid = t.oid AND t.relispartition
            WHERE t.relkind IN ('r', 'p', 'm') AND %s
            """.formatted(LOCKED, OF_PEOPLE);

    private static final String INDEXES = """
            SELECT i.indexrelid::bigint AS oid, n.nspname::text AS schema, x.relname::text AS name,
                   i.indrelid::bigint AS table_oid, h.inhparent::bigint AS parent, m.amname::text AS method,
                   l.locked, i.indnkeyatts::bigint AS key_count, string_to_array(i.indkey::text, ' ') AS columns,
                   ARRAY (SELECT coalesce(a.attname::text, '')
                          FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, position)
                          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                          ORDER BY k.position) AS names,
                   CASE WHEN i.indexprs IS NOT NULL AND NOT l.locked THEN ARRAY (
                       SELECT pg_get_indexdef(i.indexrelid, p, true) FROM generate_series(1, i.indnatts::int) p ORDER BY p)
                   END AS printed,
                   string_to_array(i.indclass::text, ' ') AS classes, string_to_array(i.indcollation::text, ' ') AS collations,
                   string_to_array(i.indoption::text, ' ') AS options,
                   CASE WHEN i.indpred IS NOT NULL AND NOT l.locked THEN pg_get_expr(i.indpred, i.indrelid, true)
                   END AS predicate,
                   i.indisunique, i.indisprimary, i.indimmediate, i.indisreplident, i.indisclustered,
                   i.indisvalid AND i.indisready AND i.indislive AS valid, %s AS nulls_not_distinct,
                   c.conname::text AS constraint_name, f.conindid IS NOT NULL AS referenced,
                   pg_stat_get_numscans(i.indexrelid) AS scans, %s AS last_scan, %s AS made,
                   CASE WHEN l.locked THEN x.relpages::bigint * current_setting('block_size')::bigint
                        WHEN x.relkind = 'I' THEN 0 ELSE pg_relation_size(i.indexrelid) END AS bytes,
                   x.reltuples::float8 AS rows, age(x.xmin)::bigint AS age
            FROM pg_index i
            JOIN pg_class x ON x.oid = i.indexrelid
            JOIN pg_am m ON m.oid = x.relam
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL (SELECT i.indexrelid IN %s OR i.indrelid IN %4$s AS locked) l
            LEFT JOIN pg_inherits h ON h.inhrelid = x.oid AND x.relispartition
            LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')
            LEFT JOIN (SELECT DISTINCT conindid FROM pg_constraint WHERE contype = 'f') f ON f.conindid = i.indexrelid
            WHERE t.relkind IN ('r', 'p', 'm') AND %s
            """;

    /** Since when statistics count, what else reads, and how many transactions may have written since. */
    static final String STATISTICS = """
            SELECT d.stats_reset, pg_postmaster_start_time() AS started, pg_is_in_recovery() AS standby,
                   current_setting('track_counts') = 'on' AS counts,
                   current_setting('track_commit_timestamp') = 'on' AS commit_times,
                   (SELECT count(*) FROM pg_stat_replication r
                    WHERE coalesce(r.state, 'streaming') <> 'backup' AND r.pid NOT IN (
                        SELECT active_pid FROM pg_replication_slots WHERE slot_type = 'logical' AND active_pid IS NOT NULL))
                   AS standbys,
                   -- Each transaction with a number wrote a row; most only read, and have none. Databases that began
                   -- to count at another moment are taken at an even rate.
                   (SELECT sum(least(xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted)
                        * coalesce(extract(epoch FROM now() - d.stats_reset)
                            / nullif(extract(epoch FROM now() - o.stats_reset), 0), 1))::float8
                    FROM pg_stat_database o) AS writing
            FROM pg_stat_database d WHERE d.datname = current_database()
            """;

    private IndexQueries() {}

    /**
     * @param version as {@code server_version_num}
     * @param commitTimes whether the server keeps when transactions were committed: it refuses to be asked otherwise
     */
    static String indexes(int version, boolean commitTimes) {
        return INDEXES.formatted(
                version >= 150_000 ? "i.indnullsnotdistinct" : "false",
                version >= 160_000 ? "pg_stat_get_lastscan(i.indexrelid)" : "NULL::timestamptz",
                commitTimes ? "pg_xact_commit_timestamp(x.xmin)" : "NULL::timestamptz",
                LOCKED,
                OF_PEOPLE);
    }
}
