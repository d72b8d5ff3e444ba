package io.belastbar.profiling.rls.operator.catalogue;

import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Operators, functions, types and casts of one database, looked up by name and operand types and kept: which of them are
 * leakproof differs between releases, and extensions bring their own. 0 stands for a type that is not known.
 */
public final class OperatorCatalogue {
    /** Enumerations, arrays and ranges share the operators of their kind. */
    private static final String OPERATORS = """
            WITH kinds AS (
                SELECT t.oid, CASE WHEN t.typtype = 'e' THEN 'anyenum'::regtype
                                   WHEN t.typtype = 'r' THEN 'anyrange'::regtype
                                   WHEN t.typtype = 'm' THEN 'anymultirange'::regtype
                                   WHEN t.typcategory = 'A' THEN 'anyarray'::regtype END::oid AS kind
                FROM pg_type t WHERE t.oid IN ($2::bigint::oid, $3::bigint::oid))
            SELECT o.oid::bigint AS id, p.proleakproof AS leakproof, o.oprcom::bigint AS commutator,
                   p.prosupport::text AS support, o.oprresult::bigint AS result,
                   format_type($2::bigint::oid, NULL) || ' ' || o.oprname || ' ' || format_type($3::bigint::oid, NULL)
                   AS text
            FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
            JOIN kinds l ON l.oid = $2::bigint::oid JOIN kinds r ON r.oid = $3::bigint::oid
            WHERE o.oprname = $1::text AND (o.oprleft = l.oid AND o.oprright = r.oid
                  OR o.oprleft = l.kind AND o.oprright = r.kind)
            """;

    private static final String FUNCTIONS = """
            SELECT p.prorettype::bigint AS result, p.proleakproof AS leakproof,
                   ARRAY(SELECT unnest(p.proargtypes)::bigint)::text = $2::text AS exact
            FROM pg_proc p WHERE p.proname = $1::text AND p.pronargs = $3::bigint
            """;

    private static final String TYPE = """
            SELECT coalesce(to_regtype($1::text)::oid, (SELECT min(oid::bigint)::oid FROM pg_type WHERE typname = $1::text
                   HAVING count(*) = 1))::bigint AS id
            """;

    private static final String ELEMENT =
            "SELECT typelem::bigint AS id FROM pg_type WHERE oid = $1::bigint::oid" + " AND typcategory = 'A'";

    private static final String PRINTED = "SELECT coalesce(format_type(nullif($1::bigint, 0)::oid, NULL), '?') AS name";

    private static final String CAST = """
            SELECT castmethod::text AS method, castcontext::text AS context
            FROM pg_cast WHERE castsource = $1::bigint::oid AND casttarget = $2::bigint::oid
            """;

    private static final String IN_FAMILY = """
            SELECT EXISTS (SELECT FROM pg_amop WHERE amopfamily = $1::bigint::oid AND amopopr = $2::bigint::oid
                           AND amoppurpose = 's') AS serves
            """;

    private final TargetSession session;
    private final Map<List<Object>, List<TargetRow>> known = new HashMap<>();

    public OperatorCatalogue(TargetSession session) {
        this.session = session;
    }

    /** The server's, as {@code server_version_num}. */
    public int version() {
        return session.version();
    }

    /** Empty when there is none, or several that are not the same. */
    public Optional<DatabaseOperator> operator(String name, long left, long right) {
        List<TargetRow> rows = left == 0 || right == 0 ? List.of() : ask(OPERATORS, name, left, right);
        return rows.size() != 1
                ? Optional.empty()
                : Optional.of(new DatabaseOperator(
                        rows.getFirst().whole("id"),
                        rows.getFirst().truth("leakproof"),
                        rows.getFirst().whole("commutator"),
                        rows.getFirst().text("support"),
                        rows.getFirst().whole("result"),
                        rows.getFirst().text("text")));
    }

    /** What a function of these arguments returns; 0 when that is not certain. */
    public long returned(String function, List<Long> arguments) {
        List<TargetRow> rows = functions(function, arguments);
        List<Long> results =
                rows.stream().map(row -> row.whole("result")).distinct().toList();
        return results.size() == 1 ? results.getFirst() : 0;
    }

    /** Whether every function that may be meant is leakproof; true for one that is not known: nothing is said of it. */
    public boolean isLeakproof(String function, List<Long> arguments) {
        return functions(function, arguments).stream().allMatch(row -> row.truth("leakproof"));
    }

    private List<TargetRow> functions(String function, List<Long> arguments) {
        String types =
                "{" + String.join(",", arguments.stream().map(String::valueOf).toList()) + "}";
        List<TargetRow> rows = ask(FUNCTIONS, function, types, (long) arguments.size());
        List<TargetRow> exact = rows.stream().filter(row -> row.truth("exact")).toList();
        return exact.isEmpty() ? rows : exact;
    }

    /** By the name that a plan prints. */
    public long type(String name) {
        return id(ask(TYPE, name));
    }

    /** Of an array; 0 for anything else. */
    public long element(long array) {
        return id(ask(ELEMENT, array));
    }

    /** Whether values of the one are stored as the other is, so that an index on the one serves the other. */
    public boolean isSameInside(long from, long to) {
        return from == to
                || cast(from, to).map(row -> row.text("method").equals("b")).orElse(false);
    }

    /** Whether PostgreSQL casts the one to the other by itself everywhere, so that no value loses a part. */
    public boolean castsWithoutLoss(long from, long to) {
        return cast(from, to).map(row -> row.text("context").equals("i")).orElse(false);
    }

    /** Whether there is a cast at all. */
    public boolean canCast(long from, long to) {
        return cast(from, to).isPresent();
    }

    /** As people write the type. */
    public String printed(long type) {
        return ask(PRINTED, type).getFirst().text("name");
    }

    /** The same of several, with commas. */
    public String printed(List<Long> list) {
        return list.stream().map(this::printed).collect(Collectors.joining(", "));
    }

    private Optional<TargetRow> cast(long from, long to) {
        return ask(CAST, from, to).stream().findFirst();
    }

    /** Whether an index of this operator family answers the operator. */
    public boolean isInFamily(long family, long operator) {
        return operator != 0 && ask(IN_FAMILY, family, operator).getFirst().truth("serves");
    }

    private static long id(List<TargetRow> rows) {
        return rows.isEmpty() ? 0 : rows.getFirst().whole("id");
    }

    /** A name that the server cannot read is one that it does not have. */
    private List<TargetRow> ask(String sql, Object... parameters) {
        List<Object> key = new ArrayList<>(List.of(sql));
        key.addAll(List.of(parameters));
        return known.computeIfAbsent(key, absent -> {
            try {
                return session.rows(sql, parameters);
            } catch (QueryRefused unknown) {
                return List.of();
            }
        });
    }
}
