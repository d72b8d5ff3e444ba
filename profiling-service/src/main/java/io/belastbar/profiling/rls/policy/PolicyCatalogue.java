package io.belastbar.profiling.rls.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads every table of a database with its policies, indexes and the functions that its policies call. */
public final class PolicyCatalogue {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The functions by the numbers in the stored tree, so that neither an overloaded name nor the search path misleads:
     * {@code :funcid} of a call, {@code :opno} of an operator.
     */
    private static final String POLICIES = """
            SELECT p.polrelid::bigint AS table_id, p.polname::text AS name, p.polpermissive AS permissive,
                   CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                        WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
                   ARRAY(SELECT r.rolname::text FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS roles,
                   pg_get_expr(p.polqual, p.polrelid) AS using_text,
                   pg_get_expr(p.polwithcheck, p.polrelid) AS check_text,
                   (SELECT json_agg(json_build_object('schema', n.nspname, 'name', f.proname, 'names', f.proargnames,
                           'arguments', f.pronargs, 'volatility', f.provolatile, 'language', l.lanname,
                           'strict', f.proisstrict, 'settled',
                           f.prosecdef OR f.proconfig IS NOT NULL OR f.proretset OR f.prokind <> 'f',
                           'source', CASE WHEN l.lanname = 'sql'
                               THEN coalesce(nullif(f.prosrc, ''), pg_get_function_sqlbody(f.oid)) END))
                    FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace JOIN pg_language l ON l.oid = f.prolang
                    WHERE f.oid IN (
                        SELECT m[1]::oid FROM regexp_matches(
                            coalesce(p.polqual::text, '') || coalesce(p.polwithcheck::text, ''),
                            ':funcid (\\d+)', 'g') m
                        UNION SELECT o.oprcode::oid FROM pg_operator o WHERE o.oid IN (SELECT m[1]::oid
                            FROM regexp_matches(coalesce(p.polqual::text, '') || coalesce(p.polwithcheck::text, ''),
                            ':opno (\\d+)', 'g') m)))::text AS functions
            FROM pg_policy p ORDER BY p.polrelid, p.polname
            """;

    private static final String TABLES = """
            SELECT c.oid::bigint AS id, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
                   r.rolname::text AS owner, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
                   c.reltuples::float8 AS rows, c.relpages::bigint AS pages,
                   (SELECT json_object_agg(a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL))
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS types,
                   (SELECT json_agg(json_build_object('name', x.relname, 'method', m.amname, 'valid', i.indisvalid,
                       'predicate', pg_get_expr(i.indpred, i.indrelid), 'column', i.indkey[0] <> 0,
                       'leads', coalesce((SELECT a.attname::text FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attnum = i.indkey[0] AND i.indkey[0] <> 0),
                           pg_get_indexdef(i.indexrelid, 1, false))) ORDER BY x.relname)
                    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
                    WHERE i.indrelid = c.oid)::text AS indexes,
                   ARRAY(SELECT pn.nspname || '.' || pc.relname FROM pg_inherits h
                         JOIN pg_class pc ON pc.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
                         WHERE h.inhrelid = c.oid) AS parents
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname !~ '^pg_(toast|temp)' AND c.relpersistence <> 't'
            ORDER BY n.nspname, c.relname
            """;

    private PolicyCatalogue() {}

    /** All tables, those without policies too. */
    public static List<SecuredTable> read(TargetSession session) {
        Map<Long, List<Policy>> policies = new HashMap<>();
        for (TargetRow row : session.rows(POLICIES)) {
            policies.computeIfAbsent(row.whole("table_id"), id -> new ArrayList<>())
                    .add(policy(row));
        }
        return session.rows(TABLES).stream()
                .map(row -> table(row, policies.getOrDefault(row.whole("id"), List.of())))
                .toList();
    }

    private static Policy policy(TargetRow row) {
        List<PolicyFunction> functions = new ArrayList<>();
        for (JsonNode node : json(row.text("functions"))) {
            List<String> names = new ArrayList<>();
            node.path("names").forEach(name -> names.add(name.asText()));
            functions.add(new PolicyFunction(
                    node.path("schema").asText(),
                    node.path("name").asText(),
                    names,
                    node.path("arguments").asInt(),
                    node.path("volatility").asText(),
                    node.path("language").asText(),
                    node.path("strict").asBoolean(),
                    node.path("settled").asBoolean(),
                    text(node, "source")));
        }
        return new Policy(
                row.text("name"),
                row.truth("permissive"),
                row.text("command"),
                row.texts("roles"),
                row.text("using_text"),
                row.text("check_text"),
                functions);
    }

    private static SecuredTable table(TargetRow row, List<Policy> policies) {
        Map<String, String> types = new LinkedHashMap<>();
        json(row.text("types"))
                .properties()
                .forEach(type -> types.put(type.getKey(), type.getValue().asText()));
        List<PolicyIndex> indexes = new ArrayList<>();
        for (JsonNode node : json(row.text("indexes"))) {
            indexes.add(new PolicyIndex(
                    node.path("name").asText(),
                    node.path("leads").asText(),
                    node.path("column").asBoolean(),
                    node.path("method").asText(),
                    text(node, "predicate"),
                    node.path("valid").asBoolean()));
        }
        return new SecuredTable(
                row.text("schema"),
                row.text("name"),
                row.text("kind"),
                row.text("owner"),
                row.truth("enabled"),
                row.truth("forced"),
                row.number("rows"),
                row.whole("pages"),
                types,
                indexes,
                policies,
                row.texts("parents"));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? null : value.asText();
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the server made JSON that cannot be read", impossible);
        }
    }
}
