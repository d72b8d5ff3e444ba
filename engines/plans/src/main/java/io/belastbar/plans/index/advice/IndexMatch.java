package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.advice.Variant.Selective;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.plans.index.expression.OrderKey;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a B-tree answers an access. A B-tree reads the part of its leaves that its leading keys bound: keys compared for
 * equality, then one with a range; what later keys answer is checked on those leaves without a look at the table.
 *
 * @param fits its predicate follows from the conditions
 * @param bound part of the leaves, 0 to 1, that is read
 * @param found part of all rows, 0 to 1, that the index finds with all its keys and its predicate
 * @param partial part of all rows that it holds
 * @param descents from the root to a leaf
 * @param ordered it delivers the wanted order
 * @param answered conditions that need no look at the table
 */
record IndexMatch(
        boolean fits, double bound, double found, double partial, int descents, boolean ordered, Set<Clause> answered) {

    private static final IndexMatch NONE = new IndexMatch(false, 1, 1, 1, 1, false, Set.of());

    static IndexMatch of(Variant variant, IndexShape shape) {
        Set<Clause> answered = new HashSet<>();
        double partial = 1;
        double present = 1;
        if (shape.isPartial()) {
            for (Expression part : ExpressionParser.parse(shape.predicate()).conjuncts()) {
                Optional<Selective> implied = implied(variant, part);
                if (implied.isEmpty()) {
                    return NONE;
                }
                if (!implied.get().clause().condition().sql().equals(part.sql())) {
                    present *= present(variant.table(), implied.get());
                } else if (answered.add(implied.get().clause())) {
                    partial *= implied.get().kept();
                }
            }
        }
        return matched(variant, shape, partial, present, answered);
    }

    private static IndexMatch matched(
            Variant variant, IndexShape shape, double partial, double present, Set<Clause> answered) {
        double bound = 1;
        double checked = 1;
        double descents = 1;
        boolean bounded = true;
        boolean steady = true;
        Set<String> fixed = new HashSet<>();
        for (IndexKey key : shape.keys()) {
            List<Selective> own = on(variant, key, answered);
            boolean equal = own.stream().anyMatch(s -> s.clause().is(Kind.EQUAL, Kind.NULL));
            boolean in = own.stream().anyMatch(s -> s.clause().is(Kind.IN));
            for (Selective selective : own) {
                if (bounded) {
                    bound *= selective.kept();
                } else {
                    checked *= selective.kept();
                }
                if (bounded && selective.clause().is(Kind.IN)) {
                    descents *= Selectivity.elements(selective.clause());
                    steady = false;
                }
                answered.add(selective.clause());
            }
            if (equal) {
                fixed.add(key.expression());
            }
            bounded = bounded && (equal || in);
        }
        boolean ordered = steady && delivers(shape.keys(), variant.wanted().order(), fixedIn(variant, fixed));
        return new IndexMatch(
                true,
                Math.min(1, bound / present),
                partial * bound * checked,
                partial * present,
                (int) Math.min(descents, 10_000),
                ordered,
                answered);
    }

    private static List<Selective> on(Variant variant, IndexKey key, Set<Clause> answered) {
        List<Selective> own = new ArrayList<>();
        for (Selective selective : variant.clauses()) {
            Clause clause = selective.clause();
            boolean same = clause.key().equals(key.expression()) && !answered.contains(clause);
            if (same && isAnswered(variant.table(), clause, key)) {
                own.add(selective);
            }
        }
        return own;
    }

    private static boolean isAnswered(TableProfile table, Clause clause, IndexKey key) {
        boolean patterns = key.operatorClass().endsWith("pattern_ops");
        return switch (clause.kind()) {
            case EQUAL, IN, NULL, NOT_NULL -> true;
            case RANGE -> !patterns;
            case PREFIX ->
                patterns
                        || key.operatorClass().isEmpty()
                                && table.column(clause.key())
                                        .filter(c -> c.cCollation())
                                        .isPresent();
            default -> false;
        };
    }

    private static Set<String> fixedIn(Variant variant, Set<String> fixed) {
        Set<String> all = new HashSet<>(fixed);
        variant.clauses().stream()
                .filter(s -> s.clause().is(Kind.EQUAL, Kind.NULL))
                .forEach(s -> all.add(s.clause().key()));
        return all;
    }

    /** Keys that are one value throughout do not disturb an order; all others must run the same way, or all the other. */
    private static boolean delivers(List<IndexKey> keys, List<OrderKey> order, Set<String> fixed) {
        List<OrderKey> wanted = order.stream()
                .filter(key -> !fixed.contains(key.expression().sql()))
                .toList();
        List<IndexKey> offered =
                keys.stream().filter(key -> !fixed.contains(key.expression())).toList();
        if (wanted.size() > offered.size()) {
            return false;
        }
        boolean forward = true;
        boolean backward = true;
        for (int i = 0; i < wanted.size(); i++) {
            IndexKey key = offered.get(i);
            OrderKey asked = wanted.get(i);
            if (!key.operatorClass().isEmpty()
                    || !key.expression().equals(asked.expression().sql())) {
                return false;
            }
            forward &= key.isDescending() == asked.descending() && key.isNullsFirst() == asked.nullsFirst();
            backward &= key.isDescending() != asked.descending() && key.isNullsFirst() != asked.nullsFirst();
        }
        return forward || backward;
    }

    /** The condition of the statement from which a condition of the predicate follows. */
    private static Optional<Selective> implied(Variant variant, Expression part) {
        for (Selective selective : variant.clauses()) {
            if (selective.clause().condition().sql().equals(part.sql())) {
                return Optional.of(selective);
            }
        }
        boolean notNull = part instanceof Expression.Test test && test.what().equals("NOT NULL");
        if (!notNull) {
            return Optional.empty();
        }
        String column = ((Expression.Test) part).of().sql();
        return variant.clauses().stream()
                .filter(s ->
                        s.clause().key().equals(column) && s.clause().is(Kind.EQUAL, Kind.IN, Kind.RANGE, Kind.PREFIX))
                .findFirst();
    }

    /** Part of the rows in which the column of a condition that no NULL passes is not NULL. */
    private static double present(TableProfile table, Selective implied) {
        return table.column(implied.clause().key())
                .map(column ->
                        Math.max(1 / table.rows(), 1 - column.statistics().nullFraction()))
                .orElse(1.0);
    }
}
