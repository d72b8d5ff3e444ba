package io.belastbar.plans.index.access;

import io.belastbar.plans.index.expression.Expression;

/**
 * A condition that an index can answer.
 *
 * @param key the column or expression, as an index definition writes it
 * @param keyType its type without modifier; empty when it is not known
 * @param operator PostgreSQL's, as if the key stood on the left
 * @param value what it is compared with; the condition itself for a test
 * @param condition all of it
 */
public record Clause(Kind kind, String key, String keyType, String operator, Expression value, Expression condition) {
    public enum Kind {
        EQUAL,
        /** Equal to one of several. */
        IN,
        RANGE,
        /** LIKE with a fixed beginning. */
        PREFIX,
        NULL,
        NOT_NULL,
        TRUE,
        FALSE,
        /** Contains, is contained, overlaps, matches: what GIN and GiST answer. */
        CONTAINS,
        /** LIKE with an open beginning, or a pattern that is not known. */
        PATTERN
    }

    public boolean is(Kind... kinds) {
        for (Kind one : kinds) {
            if (kind == one) {
                return true;
            }
        }
        return false;
    }

    /** The value is the same for all statements of a session, as policies of row-level security use it. */
    public boolean fromSession() {
        return value.all()
                .anyMatch(part -> part instanceof Expression.Call call
                        && (call.function().equals("current_setting")
                                || call.function().endsWith(".current_setting")));
    }

    /** The value stands in the statement's text, so that a partial index may rely on it. */
    public boolean isConstant() {
        Expression bare = value;
        while (bare instanceof Expression.Cast cast) {
            bare = cast.of();
        }
        return bare instanceof Expression.Constant constant && !constant.sql().equals("InitPlan");
    }
}
