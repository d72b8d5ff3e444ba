package io.belastbar.profiling.rls.policy;

import io.belastbar.profiling.rls.expression.ExpressionReader;
import io.belastbar.profiling.rls.expression.SqlExpression;
import java.util.List;

/**
 * A policy of a table.
 *
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param roles for whom; empty means everybody
 * @param using which rows are seen, as PostgreSQL prints it; null for none
 * @param check which rows may be written; null: {@code using} counts
 * @param functions that its conditions call
 */
public record Policy(
        String name,
        boolean permissive,
        String command,
        List<String> roles,
        String using,
        String check,
        List<PolicyFunction> functions) {
    public Policy {
        roles = List.copyOf(roles);
        functions = List.copyOf(functions);
    }

    public SqlExpression condition() {
        return ExpressionReader.read(using);
    }

    /** What a row that is written has to meet; null when nothing is said, which PostgreSQL takes for a no. */
    public String written() {
        return check == null ? using : check;
    }

    public boolean isFor(String wanted) {
        return command.equals("ALL") || command.equals(wanted);
    }

    /** Whether it holds for somebody who is a member of these roles. */
    public boolean holdsFor(List<String> memberOf) {
        return roles.isEmpty() || roles.stream().anyMatch(memberOf::contains);
    }
}
