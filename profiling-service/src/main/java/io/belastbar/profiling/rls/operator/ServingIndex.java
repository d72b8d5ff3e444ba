package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.profiling.rls.operator.catalogue.DatabaseOperator;
import io.belastbar.profiling.rls.operator.catalogue.IndexKeys;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import io.belastbar.profiling.rls.operator.catalogue.ReadTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Looks for the index of a table that would answer a condition, were it let. */
final class ServingIndex {
    private final ReadTable table;
    private final Set<String> conditions;
    private final Set<String> fixed = new HashSet<>();

    /**
     * @param scan where the condition stands
     * @param policy the policies' own conditions
     */
    ServingIndex(
            ReadTable table, ScanConditions scan, Set<String> policy, OperatorCatalogue catalogue, OperandTypes types) {
        this.table = table;
        this.conditions = new HashSet<>(scan.texts());
        // A condition that the index in use implies is not printed.
        table.indexes().stream()
                .filter(index -> scan.used().contains(index.name()) && index.predicate() != null)
                .flatMap(index -> ScanConditions.conjuncts(index.predicate()).stream())
                .forEach(condition -> conditions.add(ScanConditions.text(condition)));
        scan.all().forEach(condition -> Comparison.of(condition)
                .filter(one -> one.operator().equals("=") && one.operand() instanceof Column)
                .filter(one -> policy.contains(ScanConditions.text(condition))
                        || one.operator(catalogue, types)
                                .map(DatabaseOperator::leakproof)
                                .orElse(false))
                .ifPresent(one -> fixed.add(OperandTypes.unquoted(((Column) one.operand()).name()))));
    }

    /** A key of an index, and the index. */
    record Found(IndexKeys index, IndexKeys.Key key) {}

    /** The first index with a key that fits, all of whose columns before it are held by an equality. */
    Optional<Found> find(BiPredicate<IndexKeys, IndexKeys.Key> fits) {
        return table.indexes().stream()
                .filter(this::holdsTheRows)
                .flatMap(index -> index.keys().stream()
                        .filter(key -> fits.test(index, key) && isReached(index, key))
                        .map(key -> new Found(index, key)))
                .findFirst();
    }

    private boolean isReached(IndexKeys index, IndexKeys.Key key) {
        List<IndexKeys.Key> before = index.keys().subList(0, index.keys().indexOf(key));
        return !index.needsLeadingColumns()
                || before.stream().allMatch(one -> one.column() != null && fixed.contains(one.column()));
    }

    /** A partial index serves what asks for its rows alone. */
    private boolean holdsTheRows(IndexKeys index) {
        return index.predicate() == null
                || ScanConditions.conjuncts(index.predicate()).stream()
                        .map(ScanConditions::text)
                        .allMatch(conditions::contains);
    }

    static boolean isKey(IndexKeys.Key key, Expression operand) {
        return operand instanceof Column(String alias, String name)
                ? OperandTypes.unquoted(name).equals(key.column())
                : key.column() == null
                        && ScanConditions.conjuncts(key.text()).getFirst().sql().equals(operand.sql());
    }
}
