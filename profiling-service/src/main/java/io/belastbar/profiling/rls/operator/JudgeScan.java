package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.PlanNode;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Call;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Constant;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.profiling.rls.operator.catalogue.DatabaseOperator;
import io.belastbar.profiling.rls.operator.catalogue.IndexKeys;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import io.belastbar.profiling.rls.operator.catalogue.ReadTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at one scan of a table under policies. PostgreSQL lets only leakproof operators and functions see a row before its
 * policy has let it through (restriction_is_securely_promotable of restrictinfo.h), so that any other may not enter an index.
 */
final class JudgeScan {
    private final ReadTable table;
    private final ScanConditions scan;
    private final OperatorCatalogue catalogue;
    private final OperandTypes types;
    private final Set<String> policy;
    private final ServingIndex indexes;
    private final Remedies remedies;
    private final String excerpt;

    JudgeScan(ReadTable table, PlanNode node, Set<String> policy, OperatorCatalogue catalogue, List<Long> parameters) {
        this.table = table;
        this.scan = ScanConditions.of(node);
        this.policy = policy;
        this.catalogue = catalogue;
        this.types = new OperandTypes(catalogue, table.types(), parameters);
        this.indexes = new ServingIndex(table, scan, policy, catalogue, types);
        this.remedies = new Remedies(catalogue, types);
        this.excerpt = node.excerpt();
    }

    /** What of its filter an index would answer; empty where no policy stands before it. */
    List<Withheld> withheld() {
        boolean behindPolicy = !policy.isEmpty()
                && (!table.partition() || scan.texts().stream().anyMatch(policy::contains));
        return !behindPolicy
                ? List.of()
                : scan.filter().stream()
                        .filter(condition -> !policy.contains(ScanConditions.text(condition)))
                        .flatMap(
                                condition -> Comparison.of(condition).flatMap(one -> withheld(condition, one)).stream())
                        .toList();
    }

    private Optional<Withheld> withheld(Expression condition, Comparison comparison) {
        Expression operand = bare(comparison.operand());
        boolean entered =
                operand.columns().stream().anyMatch(column -> scan.isEnteredBy(OperandTypes.unquoted(column.name())));
        Optional<DatabaseOperator> operator = comparison.operator(catalogue, types);
        if (entered || operator.isEmpty()) {
            return Optional.empty();
        }
        if (!(operand instanceof Column)) {
            Optional<Withheld> cast = converted(condition, comparison, operator.get(), operand);
            return cast.isPresent() ? cast : expression(condition, comparison, operator.get(), operand);
        }
        return operator.get().leakproof()
                ? Optional.empty()
                : indexes.find((index, key) -> serves(index, key, operand, operator.get(), comparison))
                        .map(found -> told(
                                condition,
                                operator.get().text(),
                                operand,
                                found,
                                remedies.ofColumn(comparison, operator.get(), (Column) operand, found)));
    }

    /** Without what changes nothing inside: {@code email::text} of a varchar is the column. */
    private Expression bare(Expression operand) {
        return operand instanceof Cast(Expression of, String type)
                        && catalogue.isSameInside(types.of(of), types.of(operand))
                ? bare(of)
                : operand;
    }

    private boolean serves(
            IndexKeys index, IndexKeys.Key key, Expression operand, DatabaseOperator operator, Comparison comparison) {
        if (!ServingIndex.isKey(key, operand)) {
            return false;
        }
        long asked = comparison.reversed() ? operator.commutator() : operator.id();
        return catalogue.isInFamily(key.family(), asked)
                || index.method().equals("btree") && key.bytes() && isPrefix(operator, comparison);
    }

    private static boolean isPrefix(DatabaseOperator operator, Comparison comparison) {
        return operator.isLike()
                && !comparison.elements()
                && !comparison.reversed()
                && mayBeginPlainly(comparison.value());
    }

    /** False for a pattern that is known to begin with a wildcard. */
    private static boolean mayBeginPlainly(Expression pattern) {
        return pattern.all()
                .filter(part -> part.parts().isEmpty())
                .findFirst()
                .filter(Constant.class::isInstance)
                .map(first -> ((Constant) first).value())
                .map(text -> !text.startsWith("%") && !text.startsWith("_"))
                .orElse(true);
    }

    /** {@code n::numeric > $1} of an integer: PostgreSQL has cast the column, because the value is of a wider type. */
    private Optional<Withheld> converted(
            Expression condition, Comparison comparison, DatabaseOperator operator, Expression operand) {
        if (!(operand instanceof Cast(Expression of, String type)) || !(of instanceof Column column)) {
            return Optional.empty();
        }
        long own = types.of(column);
        long value = comparison.valueType(catalogue, types);
        Optional<DatabaseOperator> same = catalogue.operator(comparison.operator(), own, own);
        boolean widened = catalogue.castsWithoutLoss(own, types.of(operand)) && catalogue.canCast(value, own);
        return operator.leakproof() || !widened || comparison.elements()
                ? Optional.empty()
                : indexes.find((index, key) -> ServingIndex.isKey(key, column) && remedies.isAnswered(same, key))
                        .map(found ->
                                told(condition, operator.text(), column, found, remedies.cast(column, own, value)));
    }

    private Optional<Withheld> expression(
            Expression condition, Comparison comparison, DatabaseOperator operator, Expression operand) {
        Optional<String> function =
                operand.all().flatMap(part -> leaks(part).stream()).findFirst();
        return operator.leakproof() && function.isEmpty()
                ? Optional.empty()
                : indexes.find((index, key) -> serves(index, key, operand, operator, comparison))
                        .map(found -> told(
                                condition,
                                function.orElse(operator.text()),
                                operand,
                                found,
                                remedies.ofExpression(table.qualifiedSql(), operand, operator)));
    }

    /** A function over the row that is not leakproof; constants are no matter of a row. */
    private Optional<String> leaks(Expression part) {
        if (part.columns().isEmpty()) {
            return Optional.empty();
        }
        return switch (part) {
            case Call(String function, List<Expression> parts) ->
                catalogue.isLeakproof(OperandTypes.name(function), types.all(parts))
                        ? Optional.empty()
                        : Optional.of(function + "(" + catalogue.printed(types.all(parts)) + ")");
            case Operation(String operator, Expression left, Expression right)
            when left != null ->
                catalogue
                        .operator(operator, types.of(left), types.of(right))
                        .filter(one -> !one.leakproof())
                        .map(DatabaseOperator::text);
            default -> Optional.empty();
        };
    }

    private Withheld told(
            Expression condition, String leaking, Expression operand, ServingIndex.Found found, Remedy remedy) {
        return new Withheld(
                table.qualifiedName(),
                condition.sql(),
                leaking,
                operand.sql(),
                found.index().name(),
                remedy,
                excerpt);
    }
}
