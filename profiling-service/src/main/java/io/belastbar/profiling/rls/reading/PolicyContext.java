package io.belastbar.profiling.rls.reading;

import io.belastbar.profiling.rls.expression.ExpressionReader;
import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.policy.PolicyFunction;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The table whose policy is read, and the functions that the policy calls. */
public record PolicyContext(SecuredTable table, List<PolicyFunction> functions) {
    private static final Set<String> SAME_BYTES = Set.of("character varying", "varchar", "text");

    public PolicyContext {
        functions = List.copyOf(functions);
    }

    /** The columns of the row that a condition reads, in sub-queries too; {@code *} for the row as a whole. */
    public Set<String> columns(SqlExpression expression) {
        Set<String> columns = new LinkedHashSet<>();
        expression.flatten().forEach(part -> {
            if (part instanceof SqlExpression.Column column && isOurs(column)) {
                columns.add(column.name());
            } else if (part instanceof SqlExpression.SubQuery query) {
                columns.addAll(query.mentions(table.name(), table::hasColumn));
            }
        });
        return columns;
    }

    private boolean isOurs(SqlExpression.Column column) {
        boolean here = column.qualifier() == null || column.qualifier().equals(table.name());
        return here && (table.hasColumn(column.name()) || column.name().equals("*"));
    }

    /** Whether it has one value for the whole statement: no column, nothing VOLATILE, nothing that is not understood. */
    public boolean isFixed(SqlExpression expression) {
        return isUnderstood(expression)
                && columns(expression).isEmpty()
                && volatileCall(expression).isEmpty();
    }

    public boolean isUnderstood(SqlExpression expression) {
        return expression
                .flatten()
                .noneMatch(part -> part instanceof SqlExpression.Unread
                        || part instanceof SqlExpression.Column column && !isOurs(column));
    }

    /** Whether its value comes from the session, not from the policy's text alone. */
    public boolean dependsOnSession(SqlExpression expression) {
        return expression
                .flatten()
                .anyMatch(part -> part instanceof SqlExpression.Call || part instanceof SqlExpression.SubQuery);
    }

    /** The first call outside of sub-queries whose function is VOLATILE by {@code pg_proc}. */
    public Optional<SqlExpression.Call> volatileCall(SqlExpression expression) {
        return calls(expression)
                .filter(call -> candidates(call).stream().anyMatch(PolicyFunction::isVolatile))
                .findFirst();
    }

    public Stream<SqlExpression.Call> calls(SqlExpression expression) {
        return expression.flatten().filter(SqlExpression.Call.class::isInstance).map(SqlExpression.Call.class::cast);
    }

    /** The functions of this policy that a call may mean. */
    public List<PolicyFunction> candidates(SqlExpression.Call call) {
        return functions.stream()
                .filter(function -> function.name().equals(call.name()))
                .filter(function -> call.schema() == null || call.schema().equals(function.schema()))
                .toList();
    }

    /** The column that stands here as such: bare, or with a cast that changes nothing (varchar to text). */
    public Optional<String> plainColumn(SqlExpression expression) {
        if (expression instanceof SqlExpression.Column column && isOurs(column)) {
            return Optional.of(column.name());
        }
        if (expression instanceof SqlExpression.Cast cast
                && cast.of() instanceof SqlExpression.Column column
                && isOurs(column)
                && keepsBytes(table.types().getOrDefault(column.name(), ""), cast.type())) {
            return Optional.of(column.name());
        }
        return Optional.empty();
    }

    private static boolean keepsBytes(String from, String to) {
        String bare = to.replaceAll("\\(.*\\)", "").strip();
        return from.equals(bare) || SAME_BYTES.contains(from) && SAME_BYTES.contains(bare);
    }

    /** Whether an index is led by this very expression. */
    public boolean hasIndexOn(SqlExpression expression) {
        SqlExpression unqualified = ExpressionReader.read(expression.sql());
        return table.indexes().stream()
                .filter(index -> index.valid() && !index.column())
                .anyMatch(index -> ExpressionReader.read(index.leads()).equals(unqualified));
    }

    /** Finds the rows by a column: with its index, or with the one that is missing. */
    public Access byColumn(String column) {
        return table.indexOn(column).isPresent() ? Access.INDEX : Access.INDEX_MISSING;
    }
}
