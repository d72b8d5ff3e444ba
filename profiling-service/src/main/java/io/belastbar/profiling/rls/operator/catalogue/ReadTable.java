package io.belastbar.profiling.rls.operator.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that a plan reads.
 *
 * @param rows estimated; below 0 when it was never analysed
 * @param secured schema and name of what has the policies: itself, or what it is a partition of
 * @param partition whether it is a partition, and may be read by the name of another
 * @param types column to number of its type, domains by what they are made of
 */
public record ReadTable(
        String schema,
        String name,
        double rows,
        List<String> secured,
        boolean partition,
        Map<String, Long> types,
        List<IndexKeys> indexes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TABLE = """
            SELECT c.reltuples::float8 AS rows, c.relispartition AS partition,
                   (SELECT ARRAY[an.nspname::text, a.relname::text] FROM pg_class a
                    JOIN pg_namespace an ON an.oid = a.relnamespace, pg_roles r
                    WHERE (a.oid = c.oid OR a.oid IN (SELECT relid FROM pg_partition_ancestors(c.oid)))
                      AND a.relrowsecurity AND r.rolname = $3::text AND NOT r.rolsuper AND NOT r.rolbypassrls
                      AND (a.relforcerowsecurity OR NOT pg_has_role(r.oid, a.relowner, 'USAGE'))
                    ORDER BY a.oid = c.oid LIMIT 1) AS secured,
                   (SELECT json_object_agg(a.attname, coalesce(nullif(t.typbasetype, 0), t.oid)::bigint)
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS types,
                   (SELECT json_agg(json_build_object('name', x.relname, 'method', m.amname,
                       'predicate', pg_get_expr(i.indpred, i.indrelid),
                       'keys', (SELECT json_agg(json_build_object('column', a.attname,
                               'text', pg_get_indexdef(i.indexrelid, k, false), 'family', o.opcfamily::bigint,
                               'bytes', f.opfname IN ('text_pattern_ops', 'bpchar_pattern_ops')
                                   OR l.collcollate IN ('C', 'POSIX')
                                   OR l.collprovider = 'd' AND (SELECT d.datcollate IN ('C', 'POSIX')
                                       AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                                       FROM pg_database d WHERE d.datname = current_database())) ORDER BY k)
                           FROM generate_series(1, i.indnkeyatts) k
                           JOIN pg_opclass o ON o.oid = i.indclass[k - 1] JOIN pg_opfamily f ON f.oid = o.opcfamily
                           LEFT JOIN pg_collation l ON l.oid = i.indcollation[k - 1]
                           LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[k - 1]
                               AND i.indkey[k - 1] <> 0)) ORDER BY x.relname)
                    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
                    WHERE i.indrelid = c.oid AND i.indisvalid AND i.indisready)::text AS indexes
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1::text AND c.relname = $2::text AND c.relkind = 'r'
            """;

    public ReadTable {
        secured = List.copyOf(secured);
        types = Map.copyOf(types);
        indexes = List.copyOf(indexes);
    }

    /** Empty when no policy holds for the role: there is none, the role is above them, or it owns the table. */
    public static Optional<ReadTable> of(TargetSession session, String schema, String name, String role) {
        return session.rows(TABLE, schema, name, role).stream()
                .filter(row -> !row.isNull("secured"))
                .map(row -> table(schema, name, row))
                .findFirst();
    }

    /** What has the policies, as SQL. */
    public String securedSql() {
        return SecuredTable.quoted(secured.getFirst()) + "." + SecuredTable.quoted(secured.getLast());
    }

    /** With its schema, as SQL. */
    public String qualifiedSql() {
        return SecuredTable.quoted(schema) + "." + SecuredTable.quoted(name);
    }

    /** With its schema, without quotes. */
    public String qualifiedName() {
        return schema + "." + name;
    }

    private static ReadTable table(String schema, String name, TargetRow row) {
        Map<String, Long> types = new HashMap<>();
        json(row.text("types"))
                .properties()
                .forEach(type -> types.put(type.getKey(), type.getValue().asLong()));
        List<IndexKeys> indexes = new ArrayList<>();
        json(row.text("indexes")).forEach(index -> indexes.add(index(index)));
        return new ReadTable(
                schema, name, row.number("rows"), row.texts("secured"), row.truth("partition"), types, indexes);
    }

    private static IndexKeys index(JsonNode index) {
        List<IndexKeys.Key> keys = new ArrayList<>();
        index.path("keys")
                .forEach(key -> keys.add(new IndexKeys.Key(
                        key.path("column").asText(null),
                        key.path("text").asText(),
                        key.path("family").asLong(),
                        key.path("bytes").asBoolean())));
        return new IndexKeys(
                index.path("name").asText(),
                index.path("method").asText(),
                index.path("predicate").asText(null),
                keys);
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? JSON.createArrayNode() : JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the server made JSON that cannot be read", impossible);
        }
    }
}
