package io.belastbar.profiling.rls.cost;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.form.PolicyForms;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyReading;
import io.belastbar.profiling.rls.reading.Sides;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows are a tenant's, written out: a column and the session's value that policies compare it with.
 *
 * @param column of the table
 * @param value as SQL that depends on the session only
 * @param array whether the value is an array of which one element suffices
 */
public record TenantCondition(String column, String value, boolean array) {
    /** Types that compare with a setting as it is: a setting is text. */
    private static final Set<String> TEXTS = Set.of("text", "character varying");

    /** What the table's own policies compare, else what the policies of other tables compare a column of that name with. */
    public static Optional<TenantCondition> of(SecuredTable table, Collection<SecuredTable> all) {
        return own(table).findFirst().or(() -> mostOften(all).filter(found -> table.hasColumn(found.column())));
    }

    /** The one column that the table's policies read, compared with the tenant's setting itself. */
    public static Optional<TenantCondition> guessed(SecuredTable table, String setting) {
        List<String> columns = table.policies().stream()
                .filter(policy -> policy.using() != null)
                .flatMap(policy -> PolicyForms.read(policy, table).columns().stream())
                .distinct()
                .toList();
        return columns.size() == 1 && table.hasColumn(columns.getFirst())
                ? Optional.of(new TenantCondition(
                        columns.getFirst(), "current_setting('" + setting.replace("'", "''") + "', true)", false))
                : Optional.empty();
    }

    /** The column that most tables' policies compare with the session's value. */
    public static Optional<TenantCondition> mostOften(Collection<SecuredTable> all) {
        Map<TenantCondition, Long> counted = all.stream()
                .flatMap(table -> own(table).limit(1))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counted.entrySet().stream()
                .max(Map.Entry.<TenantCondition, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().column(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey);
    }

    private static Stream<TenantCondition> own(SecuredTable table) {
        return table.policies().stream()
                .filter(policy -> policy.using() != null)
                .flatMap(policy -> of(policy, table).stream());
    }

    private static Optional<TenantCondition> of(Policy policy, SecuredTable table) {
        PolicyContext context = new PolicyContext(table, policy.functions());
        PolicyReading whole = PolicyForms.read(policy, table);
        List<SqlExpression> places = List.of(whole.at(), policy.condition());
        return places.stream()
                .flatMap(SqlExpression::flatten)
                .flatMap(part -> Sides.of(part, context).stream())
                .filter(Sides::isEquality)
                .filter(sides -> context.dependsOnSession(sides.fixedSide()))
                .flatMap(sides -> bare(sides.rowSide(), context).stream()
                        .map(column ->
                                new TenantCondition(column, sides.fixedSide().sql(), sides.array())))
                .findFirst();
    }

    private static Optional<String> bare(SqlExpression side, PolicyContext context) {
        return context.plainColumn(side instanceof SqlExpression.Cast cast ? cast.of() : side);
    }

    /** The condition of a policy for a table that has the column; the session's value gets the type that the column has there. */
    public String on(SecuredTable table) {
        String type = table.types().get(column) + (array ? "[]" : "");
        boolean comparable = !array && TEXTS.contains(type) || value.endsWith("::" + type);
        String typed = comparable ? value : "(" + value + ")::" + type;
        return SecuredTable.quoted(column) + (array ? " = ANY (" + typed + ")" : " = " + typed);
    }

    /** The condition for a tenant whose value the server gave; its type is the column's own. */
    public String with(String tenantValue, SecuredTable table) {
        String literal = "'" + tenantValue.replace("'", "''") + "'";
        String type = table.types().get(column);
        String quoted = SecuredTable.quoted(column);
        return array
                ? quoted + " = ANY ((E" + literal.replace("\\", "\\\\") + ")::" + type + "[])"
                : quoted + " = (" + literal + ")::" + type;
    }
}
