package io.belastbar.profiling.database;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The plan of a statement whose parameters nobody knows. PostgreSQL 16 and newer are asked for it ({@code EXPLAIN
 * (GENERIC_PLAN)}); older ones make it for a prepared statement under {@code plan_cache_mode = force_generic_plan}, whose
 * parameter types they infer, and whose values do not matter then. Neither runs the statement.
 */
final class GenericPlan {
    private static final int HAS_OPTION = 160_000;

    /**
     * The values are bound when the plan is shown, though it was not made for them: partitions that NULL leaves out would
     * be missing.
     */
    private static final String SETTINGS = """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true),
                   set_config('enable_partition_pruning', 'off', true)
            """;

    private static final AtomicLong PREPARED = new AtomicLong();

    private final TargetSession session;

    GenericPlan(TargetSession session) {
        this.session = session;
    }

    /**
     * The plan as JSON; inside a transaction of the caller's.
     *
     * @throws QueryRefused when the database cannot plan it
     */
    String explain(String select) {
        if (session.version() >= HAS_OPTION) {
            return plan("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + select);
        }
        session.rows(SETTINGS);
        String name = prepared(select);
        int parameters = Math.toIntExact(
                session.rows("SELECT cardinality(parameter_types)::bigint AS parameters FROM pg_prepared_statements"
                                + " WHERE name = '" + name + "'")
                        .getFirst()
                        .whole("parameters"));
        String values = parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "NULL")) + ")";
        return plan("EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE " + name + values);
    }

    /** Numbers in pg_type of {@code $1} …; inside a transaction of the caller's. */
    List<Long> parameterTypes(String select) {
        return session
                .rows("SELECT type::oid::bigint AS type FROM pg_prepared_statements,"
                        + " unnest(parameter_types) WITH ORDINALITY AS p (type, place) WHERE name = '"
                        + prepared(select)
                        + "' ORDER BY place")
                .stream()
                .map(row -> row.whole("type"))
                .toList();
    }

    /** A name of its own each: in a transaction that failed it could not be given back. They end with the session. */
    private String prepared(String select) {
        String name = "belastbar_" + PREPARED.incrementAndGet();
        session.rows("PREPARE " + name + " AS " + select);
        return name;
    }

    private String plan(String explain) {
        return session.rows(explain).getFirst().text("QUERY PLAN");
    }
}
