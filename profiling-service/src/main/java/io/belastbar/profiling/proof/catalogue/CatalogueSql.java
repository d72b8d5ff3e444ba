package io.belastbar.profiling.proof.catalogue;

/** What is asked of a target's catalogue to make its tables again. The search path is empty, so that every name is whole. */
final class CatalogueSql {
    static final String USER_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /** Relations of these names, in every schema; the first of a name is the one that an unqualified name means. */
    static final String RELATIONS_NAMED = """
            SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND\s""" + USER_SCHEMA + """

             ORDER BY c.relname, n.nspname <> 'public', n.nspname
            """;

    /** Partitions and parents, what views read, and what policies look at; from the relations {@code ?} on. */
    static final String CLOSURE = """
            WITH RECURSIVE need (oid) AS (
                SELECT unnest(?::text[])::oid
                UNION
                SELECT x.oid FROM need, LATERAL (
                    SELECT i.inhrelid AS oid FROM pg_catalog.pg_inherits i WHERE i.inhparent = need.oid
                    UNION ALL
                    SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = need.oid
                    UNION ALL
                    SELECT d.refobjid FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_depend d
                        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
                       AND d.refclassid = 'pg_catalog.pg_class'::regclass
                     WHERE w.ev_class = need.oid
                    UNION ALL
                    SELECT d.refobjid FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_depend d
                        ON d.classid = 'pg_catalog.pg_policy'::regclass AND d.objid = p.oid
                       AND d.refclassid = 'pg_catalog.pg_class'::regclass
                     WHERE p.polrelid = need.oid) x)
            SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
                   c.relispartition AS partition, c.reltuples::float8 AS rows, c.relrowsecurity AS secured,
                   c.relpersistence::text AS persistence, c.reloptions AS options,
                   pg_catalog.pg_total_relation_size(c.oid) AS bytes,
                   CASE c.relkind WHEN 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
                   CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
                   CASE c.relkind WHEN 'v' THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
                   (SELECT array_agg(format('%I.%I', pn.nspname, pc.relname) ORDER BY i.inhseqno)
                      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class pc ON pc.oid = i.inhparent
                      JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace WHERE i.inhrelid = c.oid) AS parents
              FROM need JOIN pg_catalog.pg_class c ON c.oid = need.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND\s""" + USER_SCHEMA + """

             ORDER BY n.nspname, c.relname
            """;

    static final String COLUMNS = """
            SELECT a.attrelid::text AS relation, a.attname::text AS name, a.attnotnull AS not_null, a.attislocal AS local,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated::text AS generated,
                   a.attidentity::text AS identity, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
                   coalesce(a.attstattarget, -1)::int AS statistics,
                   CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
                        THEN format('%I.%I', cn.nspname, co.collname) END AS collation
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
              LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
             WHERE a.attrelid = ANY (?::text[]::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attrelid, a.attnum
            """;

    /** Checks are made with their table; what a partition has from its parent comes with it. */
    static final String CONSTRAINTS = """
            SELECT k.conrelid::text AS relation, k.conname::text AS name, k.contype::text AS kind,
                   pg_catalog.pg_get_constraintdef(k.oid) AS definition, k.confrelid::text AS refers_to,
                   k.conislocal AS local
              FROM pg_catalog.pg_constraint k
             WHERE k.conrelid = ANY (?::text[]::oid[]) AND k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conparentid = 0
             ORDER BY k.conrelid, k.contype = 'f', k.conname
            """;

    /** Those that no constraint makes; of partitions only what their parents do not give them. */
    static final String INDEXES = """
            SELECT i.indrelid::text AS relation, x.relname::text AS name, pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
             WHERE i.indrelid = ANY (?::text[]::oid[]) AND i.indisvalid AND NOT x.relispartition
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                                WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
             ORDER BY i.indrelid, x.relname
            """;

    static final String STATISTICS = """
            SELECT s.stxname::text AS name, pg_catalog.pg_get_statisticsobjdef(s.oid) AS definition
              FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = ANY (?::text[]::oid[]) ORDER BY s.stxname
            """;

    /** Those that bind the role {@code ?}: others do not touch what it sees. */
    static final String POLICIES = """
            SELECT p.polrelid::text AS relation, p.polname::text AS name, p.polpermissive AS permissive,
                   CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                        ELSE 'ALL' END AS command,
                   0 = ANY (p.polroles) AS everybody,
                   pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS reads,
                   pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS writes
              FROM pg_catalog.pg_policy p
             WHERE p.polrelid = ANY (?::text[]::oid[])
               AND (0 = ANY (p.polroles) OR EXISTS (
                    SELECT FROM pg_catalog.pg_roles r JOIN unnest(p.polroles) named (oid) ON true
                     WHERE r.rolname = ? AND pg_catalog.pg_has_role(r.oid, named.oid, 'USAGE')))
             ORDER BY p.polrelid, p.polname
            """;

    static final String SEQUENCES = """
            SELECT DISTINCT n.nspname::text AS schema, c.relname::text AS name,
                   pg_catalog.format_type(s.seqtypid, NULL) AS type
              FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_depend p
                ON p.classid = 'pg_catalog.pg_attrdef'::regclass AND p.objid = d.oid
               AND p.refclassid = 'pg_catalog.pg_class'::regclass
              JOIN pg_catalog.pg_class c ON c.oid = p.refobjid AND c.relkind = 'S'
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
             WHERE d.adrelid = ANY (?::text[]::oid[])
            """;

    /** Each is tried; which of them are needed shows in what fails without. */
    static final String EXTENSIONS = """
            SELECT e.extname::text AS name, n.nspname::text AS schema
              FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname NOT IN ('plpgsql', 'pg_stat_statements') ORDER BY e.extname
            """;

    private CatalogueSql() {}
}
