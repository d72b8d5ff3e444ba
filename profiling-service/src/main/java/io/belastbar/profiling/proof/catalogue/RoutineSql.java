package io.belastbar.profiling.proof.catalogue;

/** What is asked of a target's catalogue about types and functions that its tables, policies and statements use. */
final class RoutineSql {
    /** Enums, domains, composites and ranges outside of extensions, in every schema: few, and cheap to make. */
    static final String TYPES = """
            SELECT n.nspname::text AS schema, t.typname::text AS name, t.typtype::text AS kind,
                   (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e
                     WHERE e.enumtypid = t.oid) AS labels,
                   pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base, t.typnotnull AS not_null,
                   t.typdefault AS default_text,
                   (SELECT array_agg(format('CONSTRAINT %I %s', k.conname, pg_catalog.pg_get_constraintdef(k.oid))
                                     ORDER BY k.conname)
                      FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
                   (SELECT array_agg(format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
                                     ORDER BY a.attnum)
                      FROM pg_catalog.pg_attribute a
                     WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes,
                   (SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r
                     WHERE r.rngtypid = t.oid) AS subtype
              FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
             WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_type'::regclass
                                AND d.objid = t.oid AND d.deptype = 'e')
             ORDER BY n.nspname, t.typname
            """;

    /** Functions that the relations {@code ?} use, or that have one of the names {@code ?}; without those of extensions. */
    static final String FUNCTIONS = """
            SELECT DISTINCT p.oid::text AS oid, n.nspname::text AS schema, p.proname::text AS name,
                   l.lanname::text AS language, pg_catalog.pg_get_functiondef(p.oid) AS definition
              FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             WHERE p.prokind IN ('f', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass
                                AND d.objid = p.oid AND d.deptype = 'e')
               AND (p.proname = ANY (?) OR p.oid IN (
                    SELECT d.refobjid FROM pg_catalog.pg_depend d
                     WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass AND (
                           d.classid = 'pg_catalog.pg_policy'::regclass AND d.objid IN (
                               SELECT oid FROM pg_catalog.pg_policy WHERE polrelid = ANY (?::text[]::oid[]))
                        OR d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid IN (
                               SELECT oid FROM pg_catalog.pg_attrdef WHERE adrelid = ANY (?::text[]::oid[]))
                        OR d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid IN (
                               SELECT oid FROM pg_catalog.pg_constraint WHERE conrelid = ANY (?::text[]::oid[]))
                        OR d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid IN (
                               SELECT oid FROM pg_catalog.pg_rewrite WHERE ev_class = ANY (?::text[]::oid[]))
                        OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid IN (
                               SELECT indexrelid FROM pg_catalog.pg_index WHERE indrelid = ANY (?::text[]::oid[])))))
             ORDER BY schema, name
            """;

    /** Rules of the statements are the planner's settings as an application's session has them. */
    static final String PLANNER = """
            SELECT name, pg_catalog.current_setting(name) AS value FROM pg_catalog.pg_settings
             WHERE (category LIKE 'Query Tuning%' OR name IN ('work_mem', 'hash_mem_multiplier', 'jit'))
               AND context IN ('user', 'superuser') AND name NOT IN ('plan_cache_mode')
            """;

    private RoutineSql() {}
}
