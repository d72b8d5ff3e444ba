package io.belastbar.profiling.rls.reading;

import io.belastbar.profiling.rls.expression.SqlExpression;
import java.util.List;

/**
 * What a condition of a policy is, and what that means for the rows.
 *
 * @param form in kebab case: {@code in-sub-query}
 * @param microsPerRow what the form costs for each row that is looked at; a measured mean of PostgreSQL 18, for
 *     predictions
 * @param at the part of the condition that is of this form
 * @param columns of the table that it reads
 * @param advice what to write instead; empty when nothing is wrong
 */
public record PolicyReading(
        Access access, String form, double microsPerRow, SqlExpression at, List<String> columns, String advice) {
    public PolicyReading {
        columns = List.copyOf(columns);
    }

    public static PolicyReading fixed(SqlExpression at) {
        return new PolicyReading(Access.FIXED, "fixed", 0, at, List.of(), "");
    }

    public static PolicyReading unknown(SqlExpression at) {
        return new PolicyReading(Access.UNKNOWN, "unknown", 0, at, List.of(), "");
    }
}
