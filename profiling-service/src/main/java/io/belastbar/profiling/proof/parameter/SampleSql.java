package io.belastbar.profiling.proof.parameter;

import io.belastbar.profiling.proof.parameter.ParameterPlace.Use;
import io.belastbar.profiling.proof.parameter.ParameterSet.Kind;

/**
 * Asks for one value as text. Names come from a plan, quoted as PostgreSQL prints them; values are bind parameters. Of a
 * large table a sample of its pages is read.
 */
final class SampleSql {
    /** Rows that one question looks at. */
    private static final int ROWS_MAX = 50_000;

    private SampleSql() {}

    /** A value of the place among the rows with {@code condition}. */
    static String value(ParameterPlace place, Kind kind, String condition) {
        String rows = "(SELECT %s AS v FROM %s WHERE %s LIMIT %d) AS sampled"
                .formatted(place.expression(), place.table(), condition, ROWS_MAX);
        return switch (place.use()) {
            case EQUAL, PATTERN ->
                "SELECT v::text AS value FROM %s WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) %s, v::text LIMIT 1"
                        .formatted(rows, kind == Kind.BUSY ? "DESC" : "ASC");
            case ELEMENT ->
                "SELECT array_agg(v)::text AS value FROM (SELECT v FROM %s WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) %s, v::text LIMIT 3) f"
                        .formatted(rows, kind == Kind.BUSY ? "DESC" : "ASC");
            case LOWER_BOUND, UPPER_BOUND ->
                "SELECT (percentile_disc(%s) WITHIN GROUP (ORDER BY v))::text AS value FROM %s"
                        .formatted(quantile(place.use(), kind), rows);
            case CONTAINS ->
                "SELECT v::text AS value, pg_typeof(v)::text AS type FROM %s WHERE v IS NOT NULL LIMIT 1"
                        .formatted(rows);
            case LIMIT, OFFSET -> throw new IllegalArgumentException("a page is not sampled: " + place.use());
        };
    }

    /** Half of the rows between both bounds for a busy value, a tenth for a quiet one. */
    private static String quantile(Use use, Kind kind) {
        boolean lower = use == Use.LOWER_BOUND;
        return switch (kind) {
            case BUSY -> lower ? "0.25" : "0.75";
            case QUIET -> lower ? "0.45" : "0.55";
            case ABSENT -> lower ? "1" : "0";
        };
    }

    /** A part of a value that contains it: one key of a document, one element of an array. */
    static String part(String type) {
        if (type.equals("jsonb")) {
            return "SELECT jsonb_build_object(e.key, e.value)::text AS value FROM jsonb_each("
                    + "CASE jsonb_typeof($1::text::jsonb) WHEN 'object' THEN $1::text::jsonb ELSE '{}' END) e LIMIT 1";
        } else if (type.endsWith("[]")) {
            return "SELECT (($1::text)::" + type + ")[1:1]::text AS value";
        }
        return "SELECT lower(($1::text)::" + type + ")::text AS value";
    }
}
