package io.belastbar.profiling.rls.operator;

/**
 * A condition that is looked at row by row behind a policy, although an index would answer it.
 *
 * @param condition as the plan prints it, columns without their table
 * @param leaking the operator with its operands' types, or the function, that is not leakproof
 * @param column what is compared: a column or an expression
 * @param index that would answer it
 * @param scan the plan's node in a few lines
 */
record Withheld(
        String table, String condition, String leaking, String column, String index, Remedy remedy, String scan) {}
