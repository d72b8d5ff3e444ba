package io.belastbar.profiling.proof.catalogue;

/** Where unqualified names are looked for. The application's own search path is not known: every schema, public first. */
public final class SearchPath {
    /** Of the transaction. */
    public static final String LOCAL = statement(true);

    /** Of the session. */
    public static final String OF_SESSION = statement(false);

    private SearchPath() {}

    private static String statement(boolean local) {
        return "SELECT pg_catalog.set_config('search_path', coalesce((SELECT pg_catalog.string_agg("
                + "pg_catalog.quote_ident(nspname), ', ' ORDER BY nspname <> 'public', nspname)"
                + " FROM pg_catalog.pg_namespace WHERE " + CatalogueSql.USER_SCHEMA.replace("n.", "")
                + " AND pg_catalog.has_schema_privilege(oid, 'USAGE')), ''), " + local + ")";
    }
}
