package io.belastbar.profiling.database;

import io.belastbar.plans.index.IndexDefinition;
import io.belastbar.plans.index.TableFacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is asked of a target database's own catalogue, and how its answers read. The same for PostgreSQL 14 to 18. */
final class CatalogueRepository {
    static final String ROLES = "SELECT rolname::text AS name FROM pg_roles";

    static final String POLICIES = """
            SELECT pg_get_expr(polqual, polrelid) AS condition FROM pg_policy WHERE polqual IS NOT NULL
            """;

    /**
     * Takes the role {@code $1} to plan what {@code $2} ran. That role's own search path is not known, so every schema
     * that may be used is searched.
     */
    static final String TAKE_ROLE = """
            SELECT set_config('role', $1, true),
                   set_config('search_path', quote_ident($2) || ', public' || coalesce((
                       SELECT string_agg(', ' || quote_ident(nspname), '' ORDER BY nspname) FROM pg_namespace
                       WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
                         AND has_schema_privilege($1, oid, 'USAGE')), ''), true)
            """;

    /** A table by the name that a statement gives it; no row when there is none. */
    static final String WRITTEN = """
            SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = to_regclass($1)
            """;

    static final String TABLES = """
            SELECT n.nspname::text AS schema, c.relname::text AS name, c.reltuples::float8 AS rows, c.relrowsecurity,
                   greatest(c.relpages, pg_relation_size(c.oid) / 8192)::bigint AS pages,
                   (SELECT json_object_agg(a.attname, format_type(a.atttypid, NULL)) FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
                   (SELECT json_agg(a.attname ORDER BY k.position)
                    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position), pg_attribute a
                    WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum)
                   AS primary_key,
                   (SELECT json_agg(json_build_object('name', x.relname, 'valid', i.indisvalid,
                       'predicate', pg_get_expr(i.indpred, i.indrelid),
                       'columns', (SELECT json_agg(pg_get_indexdef(i.indexrelid, p, true)
                           || CASE WHEN i.indoption[p - 1] & 1 = 1 THEN ' DESC' ELSE '' END ORDER BY p)
                           FROM generate_series(1, i.indnkeyatts) p)))
                    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
                    WHERE i.indrelid = c.oid) AS indexes
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname || '.' || c.relname = ANY ($1)
            """;

    private CatalogueRepository() {}

    static List<TableFacts> tables(RowSet<Row> rows) {
        List<TableFacts> tables = new ArrayList<>();
        rows.forEach(row -> tables.add(table(row)));
        return tables;
    }

    private static TableFacts table(Row row) {
        Map<String, String> types = new HashMap<>();
        row.getJsonObject("columns").forEach(column -> types.put(column.getKey(), String.valueOf(column.getValue())));
        return new TableFacts(
                row.getString("schema"),
                row.getString("name"),
                row.getLong("pages"),
                row.getDouble("rows"),
                row.getBoolean("relrowsecurity"),
                types,
                texts(row.getJsonArray("primary_key")),
                indexes(row.getJsonArray("indexes")));
    }

    private static List<IndexDefinition> indexes(JsonArray json) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (int i = 0; json != null && i < json.size(); i++) {
            JsonObject index = json.getJsonObject(i);
            indexes.add(new IndexDefinition(
                    index.getString("name"),
                    texts(index.getJsonArray("columns")),
                    index.getString("predicate"),
                    index.getBoolean("valid")));
        }
        return indexes;
    }

    private static List<String> texts(JsonArray json) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; json != null && i < json.size(); i++) {
            texts.add(json.getString(i));
        }
        return texts;
    }
}
