package io.belastbar.profiling.rls.operator.catalogue;

/**
 * An operator as the catalogue has it.
 *
 * @param id {@code pg_operator.oid}
 * @param leakproof whether the function behind it is marked so, and may see rows before a policy has let them through
 * @param commutator the operator with its operands exchanged; 0 for none
 * @param support the function that tells the planner what else an index may answer; {@code -} for none
 * @param result the type of its value
 * @param text for people: {@code timestamp with time zone > date}
 */
public record DatabaseOperator(long id, boolean leakproof, long commutator, String support, long result, String text) {

    /** {@code LIKE}: with a pattern that begins with plain text a B-tree in byte order serves it as a range. */
    public boolean isLike() {
        return support.endsWith("textlike_support");
    }
}
