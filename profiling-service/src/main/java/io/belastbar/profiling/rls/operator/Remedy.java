package io.belastbar.profiling.rls.operator;

/**
 * What helps, as text for people.
 *
 * @param kind in kebab case, for machines
 */
record Remedy(String kind, String text) {

    static Remedy startsWith(String column) {
        return new Remedy(
                "starts-with",
                "Write " + column
                        + " ^@ 'text' (or starts_with) in place of LIKE 'text%': it is leakproof here and enters"
                        + " the index. It takes the text as it is, without wildcards and escapes. The pattern has to be known"
                        + " when the statement is planned: a generic plan of a prepared statement does not enter it"
                        + " (plan_cache_mode = force_custom_plan)");
    }

    static Remedy cast(String column, String type, boolean lossless) {
        return new Remedy(
                "cast-value",
                "Cast the value that " + column + " is compared with to " + type + ", the column's own type (value::"
                        + type
                        + "): that operator is leakproof and enters the index"
                        + (lossless
                                ? ""
                                : ". The cast may cut a part of the value off: look that the condition still means the same"));
    }

    static Remedy generatedColumn(String table, String expression, boolean like) {
        return new Remedy(
                "generated-column",
                "Keep the value in a column of its own: ALTER TABLE " + table
                        + " ADD COLUMN … GENERATED ALWAYS AS (" + expression
                        + ") STORED (it rewrites the table under an exclusive lock), build the index on that column, and"
                        + " compare it in place of the expression"
                        + (like ? ", with ^@ in place of LIKE 'text%'" : ""));
    }

    static Remedy none(String why) {
        return new Remedy(
                "none",
                "None that we know: " + why
                        + ". Look for rows by another condition that enters an index, or ask for fewer of them");
    }
}
