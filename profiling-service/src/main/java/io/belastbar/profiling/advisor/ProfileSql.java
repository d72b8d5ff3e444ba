package io.belastbar.profiling.advisor;

/** What is asked of a catalogue so that indexes can be thought of. For PostgreSQL 14 to 18. */
final class ProfileSql {
    /** Partitions among these tables, with the table at the top. */
    static final String PARTITIONS = """
            SELECT n.nspname || '.' || c.relname AS part, rn.nspname || '.' || r.relname AS root
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class r ON r.oid = pg_partition_root(c.oid) JOIN pg_namespace rn ON rn.oid = r.relnamespace
            WHERE c.relispartition AND c.relkind IN ('r', 'p') AND n.nspname || '.' || c.relname = ANY ($1::text[])
            """;

    /** Tables with the figures of all their partitions. */
    static final String TABLES = """
            SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name,
                   c.relkind = 'p' AS partitioned, c.relrowsecurity AS security, m.pages, m.rows, m.visible,
                   m.inserted, m.updated, m.deleted, m.hot,
                   (SELECT array_agg(a.attname::text ORDER BY k.position)
                    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position), pg_attribute a
                    WHERE i.indrelid = c.oid AND i.indisprimary AND k.position <= i.indnkeyatts
                      AND a.attrelid = c.oid AND a.attnum = k.attnum) AS primary_key,
                   (SELECT extract(epoch FROM now() - coalesce(d.stats_reset, pg_postmaster_start_time()))::float8
                    FROM pg_stat_database d WHERE d.datname = current_database()) AS seconds
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(greatest(p.relpages, pg_relation_size(p.oid) / 8192)), 0)::bigint AS pages,
                       CASE WHEN count(*) FILTER (WHERE p.reltuples >= 0) = 0 THEN -1
                            ELSE sum(greatest(p.reltuples, 0)) END::float8 AS rows,
                       (sum(p.relallvisible) / greatest(sum(p.relpages), 1)::float8)::float8 AS visible,
                       sum(s.n_tup_ins)::float8 AS inserted, sum(s.n_tup_upd)::float8 AS updated,
                       sum(s.n_tup_del)::float8 AS deleted, sum(s.n_tup_hot_upd)::float8 AS hot
                FROM pg_class p LEFT JOIN pg_stat_all_tables s ON s.relid = p.oid
                WHERE p.oid = c.oid AND c.relkind <> 'p'
                   OR c.relkind = 'p' AND p.relkind = 'r' AND p.oid IN (SELECT relid FROM pg_partition_tree(c.oid))) m
            WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname || '.' || c.relname = ANY ($1::text[])
            """;

    /** Columns with what pg_stats shows of them; it hides those of a table whose policies apply to the reader. */
    static final String COLUMNS = """
            SELECT a.attrelid::bigint AS oid, a.attname::text AS name, format_type(a.atttypid, NULL) AS type,
                   CASE WHEN l.collname IN ('C', 'POSIX', 'ucs_basic') THEN true
                        WHEN a.attcollation = 100 THEN to_jsonb(d) ->> 'datlocprovider' = 'b'
                             OR d.datcollate IN ('C', 'POSIX') AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                        ELSE false END AS plain,
                   s.null_frac::float8 AS nulls, s.n_distinct::float8 AS different,
                   s.correlation::float8 AS correlation, s.avg_width::int AS width,
                   CASE WHEN s.avg_width <= 256 THEN s.most_common_vals::text::text[] END AS common,
                   s.most_common_freqs::float8[]::text[] AS frequencies
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_database d ON d.datname = current_database()
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
                 AND s.inherited = (c.relkind = 'p')
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm')
              AND n.nspname || '.' || c.relname = ANY ($1::text[])
            """;

    /** Indexes, one row a key or carried column. */
    static final String INDEX_KEYS = """
            SELECT i.indrelid::bigint AS oid, x.relname::text AS name, m.amname::text AS method,
                   i.indisunique AS is_unique, i.indisvalid AS is_valid, k.position > i.indnkeyatts AS carried,
                   pg_get_expr(i.indpred, i.indrelid) AS predicate,
                   pg_get_indexdef(i.indexrelid, k.position, true) AS definition,
                   CASE WHEN k.position <= i.indnkeyatts AND m.amname = 'btree'
                        THEN i.indoption[k.position - 1]::int ELSE 0 END AS options,
                   CASE WHEN NOT o.opcdefault THEN o.opcname::text ELSE '' END AS operators
            FROM pg_index i
            JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
            JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL generate_series(1, i.indnatts) AS k (position)
            LEFT JOIN pg_opclass o ON k.position <= i.indnkeyatts AND o.oid = i.indclass[k.position - 1]
            WHERE n.nspname || '.' || c.relname = ANY ($1::text[])
            ORDER BY i.indrelid, x.relname, k.position
            """;

    static final String EXTENSIONS = """
            SELECT array_agg(extname::text) AS names, current_setting('random_page_cost')::float8 AS random_page_cost
            FROM pg_extension
            """;

    /** Functions that always give the same answer: by name if all of that name do, and by name with types. */
    static final String IMMUTABLE = """
            SELECT array_agg(DISTINCT name) AS names FROM (
                SELECT proname::text AS name FROM pg_proc GROUP BY proname HAVING bool_and(provolatile = 'i')
                UNION ALL
                SELECT p.proname || '(' || coalesce((SELECT string_agg(format_type(t.type, NULL), ',' ORDER BY t.place)
                       FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t (type, place)), '') || ')'
                FROM pg_proc p WHERE p.provolatile = 'i' AND p.prokind = 'f') f
            """;

    /** Operators that tell nothing of the values that they compare, by the function behind them. */
    static final String LEAKPROOF = """
            SELECT array_agg(DISTINCT o.oprname || '(' || format_type(o.oprleft, NULL) || ','
                   || format_type(o.oprright, NULL) || ')') AS names
            FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode WHERE p.proleakproof
            """;

    private ProfileSql() {}
}
