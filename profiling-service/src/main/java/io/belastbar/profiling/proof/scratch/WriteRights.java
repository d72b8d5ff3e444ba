package io.belastbar.profiling.proof.scratch;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * Whether a role could write in a target's database. Neither who reads there for a proof, nor who works in the copy, may: a
 * fault of ours must not be able to harm it.
 */
public final class WriteRights {
    /** Of the roles and those that they may take. A role that this server does not have can do nothing here. */
    private static final String RIGHTS = """
            WITH asked AS (
                SELECT DISTINCT r.oid, r.rolname, r.rolsuper, r.rolcanlogin
                  FROM pg_catalog.pg_roles named, pg_catalog.pg_roles r
                 WHERE named.rolname = ANY (?) AND (r.oid = named.oid
                       OR NOT named.rolsuper AND pg_catalog.pg_has_role(named.oid, r.oid, 'MEMBER'))),
            writable AS (
                SELECT a.rolname, format('%I.%I', n.nspname, c.relname) AS name
                  FROM asked a, pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE NOT a.rolsuper AND c.relkind IN ('r', 'p', 'f') AND n.nspname !~ '^pg_'
                   AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
                   AND (NOT a.rolcanlogin
                        OR pg_catalog.has_database_privilege(a.oid, current_database(), 'CONNECT'))
                   AND pg_catalog.has_schema_privilege(a.oid, n.oid, 'USAGE')
                   AND pg_catalog.has_table_privilege(a.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                 ORDER BY 1, 2)
            SELECT rolname::text AS role, 'is a superuser' AS can FROM asked WHERE rolsuper
            UNION ALL
            SELECT rolname::text, 'may make schemas in the database ' || current_database() FROM asked
             WHERE NOT rolsuper AND pg_catalog.has_database_privilege(oid, current_database(), 'CREATE')
            UNION ALL
            SELECT rolname::text, 'may write in ' || min(name)
                   || CASE WHEN count(*) > 1 THEN ' and ' || count(*) - 1 || ' more tables' ELSE '' END
              FROM writable GROUP BY rolname
            """;

    private WriteRights() {}

    /**
     * A sentence on the first role that could write here; empty if none can.
     *
     * @param target a session in the target's database
     */
    public static Optional<String> of(Session target, List<String> roles) {
        List<TargetRow> rights = target.rows(RIGHTS, roles);
        return rights.stream()
                .findFirst()
                .map(row -> "no index is proven while the role " + row.text("role") + ", which only copies, "
                        + row.text("can") + "; take that right from it");
    }
}
