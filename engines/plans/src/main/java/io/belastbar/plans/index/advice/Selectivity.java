package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.advice.Variant.Selective;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.facts.ColumnProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a table's rows a condition keeps. Formulas as in PostgreSQL's selfuncs.c: for an unknown value
 * {@code (1 − null_frac) / n_distinct}, for a known one its frequency. What only the planner can tell (ranges, JSON,
 * patterns) is taken from its estimate for all conditions together, by dividing what the others explain.
 */
final class Selectivity {
    /** DEFAULT_EQ_SEL and DEFAULT_INEQ_SEL of selfuncs.h. */
    private static final double EQUAL_UNKNOWN = 0.005;

    private static final double RANGE_UNKNOWN = 1 / 3.0;

    /** Elements of a list that is a parameter: as the planner assumes. */
    static final int ELEMENTS_UNKNOWN = 10;

    private final TableProfile table;

    Selectivity(TableProfile table) {
        this.table = table;
    }

    /** Each clause with the part it keeps, and what the others keep together. */
    record Kept(List<Selective> clauses, double other) {}

    /**
     * Each clause with the part it keeps.
     *
     * @param others conditions that no index answers
     * @param planned the planner's number of rows after all of them, or NaN
     */
    Kept of(List<Clause> clauses, int others, double planned) {
        double explained = 1;
        double guessed = Math.pow(RANGE_UNKNOWN, others);
        for (Clause clause : clauses) {
            if (isKnown(clause)) {
                explained *= kept(clause);
            } else {
                guessed *= kept(clause);
            }
        }
        double rest =
                Double.isNaN(planned) ? guessed : Math.clamp(planned / table.rows() / explained, 1 / table.rows(), 1);
        double power = guessed < 1 ? Math.log(rest) / Math.log(guessed) : 1;
        List<Selective> all = new ArrayList<>();
        for (Clause clause : clauses) {
            double kept = kept(clause);
            all.add(new Selective(clause, isKnown(clause) ? kept : Math.pow(kept, power)));
        }
        return new Kept(all, Math.pow(RANGE_UNKNOWN, others * power));
    }

    private boolean isKnown(Clause clause) {
        boolean exact = clause.is(Kind.EQUAL, Kind.IN, Kind.NULL, Kind.NOT_NULL, Kind.TRUE, Kind.FALSE);
        return exact
                        && table.column(clause.key())
                                .filter(ColumnProfile::isKnown)
                                .isPresent()
                || clause.is(Kind.EQUAL) && isUnique(clause.key());
    }

    private boolean isUnique(String key) {
        return table.indexes().stream()
                .anyMatch(index -> index.unique()
                        && index.shape().keys().size() == 1
                        && !index.shape().isPartial()
                        && index.shape().keys().getFirst().expression().equals(key));
    }

    private double kept(Clause clause) {
        Optional<ColumnProfile> column = table.column(clause.key());
        double floor = 1 / table.rows();
        double kept =
                switch (clause.kind()) {
                    case EQUAL -> equal(clause, column);
                    case IN -> Math.min(1, elements(clause) * equal(clause, column));
                    case NULL -> column.map(c -> c.statistics().nullFraction()).orElse(EQUAL_UNKNOWN);
                    case NOT_NULL ->
                        column.map(c -> 1 - c.statistics().nullFraction()).orElse(1.0);
                    case TRUE -> column.map(c -> frequency(c, "t")).orElse(0.5);
                    case FALSE -> column.map(c -> frequency(c, "f")).orElse(0.5);
                    case RANGE -> RANGE_UNKNOWN;
                    case PREFIX, PATTERN -> EQUAL_UNKNOWN;
                    case CONTAINS -> 0.01;
                };
        return Math.clamp(kept, floor, 1);
    }

    private double equal(Clause clause, Optional<ColumnProfile> column) {
        if (isUnique(clause.key())) {
            return 1 / table.rows();
        }
        if (column.isEmpty() || !column.get().isKnown()) {
            return EQUAL_UNKNOWN;
        }
        ColumnProfile known = column.get();
        Optional<String> constant = clause.is(Kind.EQUAL) ? constant(clause.value()) : Optional.empty();
        if (constant.isPresent()) {
            return frequency(known, constant.get());
        }
        return (1 - known.statistics().nullFraction()) / Math.max(1, known.distinct(table.rows()));
    }

    /** The text of a literal, as pg_stats shows values. */
    static Optional<String> constant(Expression value) {
        Expression bare = value;
        while (bare instanceof Expression.Cast cast) {
            bare = cast.of();
        }
        return bare instanceof Expression.Constant constant && !constant.sql().equals("InitPlan")
                ? Optional.of(constant.value())
                : Optional.empty();
    }

    /** How often a value is, from the most common values; one that is not among them shares the rest. */
    private double frequency(ColumnProfile column, String value) {
        Double common = column.statistics().common().get(value);
        if (common != null) {
            return common;
        }
        double rest = 1 - column.statistics().nullFraction();
        for (double frequency : column.statistics().common().values()) {
            rest -= frequency;
        }
        double others =
                column.distinct(table.rows()) - column.statistics().common().size();
        return Math.max(0, rest) / Math.max(1, others);
    }

    /** Elements of an {@code = ANY} list. */
    static int elements(Clause clause) {
        return constant(clause.value())
                .filter(text -> text.startsWith("{"))
                .map(text -> text.split(",").length)
                .orElse(
                        clause.value() instanceof Expression.Call call
                                        && call.function().equals("ARRAY")
                                ? call.parts().size()
                                : ELEMENTS_UNKNOWN);
    }
}
