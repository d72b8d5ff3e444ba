package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.profiling.rls.operator.catalogue.DatabaseOperator;
import io.belastbar.profiling.rls.operator.catalogue.IndexKeys;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import java.util.Optional;

/** Chooses the remedy by the catalogue. Marking something LEAKPROOF is none: it opens the rows of others to its errors. */
final class Remedies {
    /** From this version on {@code ^@} is answered by a range of a B-tree in byte order. */
    private static final int RANGES = 150_000;

    private final OperatorCatalogue catalogue;
    private final OperandTypes types;

    Remedies(OperatorCatalogue catalogue, OperandTypes types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    Remedy ofColumn(Comparison comparison, DatabaseOperator operator, Column column, ServingIndex.Found found) {
        long own = types.of(column);
        if (operator.isLike()) {
            return ofLike(column.name(), own, found);
        }
        long value = comparison.valueType(catalogue, types);
        Optional<DatabaseOperator> same = catalogue.operator(comparison.operator(), own, own);
        return own != value && !comparison.elements() && isAnswered(same, found.key()) && catalogue.canCast(value, own)
                ? cast(column, own, value)
                : Remedy.none(operator.text() + " is not leakproof, and no operator that is takes its place");
    }

    /** Whether the operator may enter the index before the policy. */
    boolean isAnswered(Optional<DatabaseOperator> operator, IndexKeys.Key key) {
        return operator.filter(one -> one.leakproof() && catalogue.isInFamily(key.family(), one.id()))
                .isPresent();
    }

    Remedy cast(Column column, long own, long value) {
        return Remedy.cast(column.name(), catalogue.printed(own), catalogue.castsWithoutLoss(value, own));
    }

    /** A column that holds what the expression says has to be compared by a leakproof operator in its turn. */
    Remedy ofExpression(String table, Expression operand, DatabaseOperator operator) {
        boolean like = operator.isLike() && startsWith().isPresent() && catalogue.version() >= RANGES;
        return operator.leakproof() || like
                ? Remedy.generatedColumn(table, operand.sql(), like)
                : Remedy.none(operator.text() + " is not leakproof, and no operator that is takes its place");
    }

    private Remedy ofLike(String column, long own, ServingIndex.Found found) {
        Optional<DatabaseOperator> starts = startsWith();
        boolean range = found.index().method().equals("btree") && catalogue.version() >= RANGES;
        boolean itself = starts.isPresent()
                && catalogue.isInFamily(found.key().family(), starts.get().id());
        if (starts.isPresent() && (range || itself) && catalogue.isSameInside(own, catalogue.type("text"))) {
            return Remedy.startsWith(column);
        }
        return Remedy.none(
                found.index().method().equals("btree")
                        ? "LIKE is not leakproof. From PostgreSQL 15 on ^@, which is, enters a B-tree of a text column"
                        : "LIKE is not leakproof. A pattern that begins with plain text can be written with ^@ and a B-tree"
                                + " (text_pattern_ops) from PostgreSQL 15 on");
    }

    private Optional<DatabaseOperator> startsWith() {
        long text = catalogue.type("text");
        return catalogue.operator("^@", text, text).filter(DatabaseOperator::leakproof);
    }
}
