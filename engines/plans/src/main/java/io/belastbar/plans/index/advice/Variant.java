package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.TableAccess.Wanted;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.List;
import java.util.Set;

/**
 * One way to carry an access out: by its own filters, or as a look-up for each row of another part.
 *
 * @param clauses conditions that an index can answer, each with the part of the rows that it keeps
 * @param other part of the rows, 0 to 1, that all other conditions keep together
 * @param filtersOutside whether there are such other conditions on columns, so that the row itself must be read
 * @param lookups how often it is done in one call
 */
record Variant(
        TableProfile table,
        List<Selective> clauses,
        double other,
        Wanted wanted,
        Set<String> columns,
        boolean filtersOutside,
        double lookups) {

    Variant {
        clauses = List.copyOf(clauses);
    }

    /** A condition with the part of the rows that it keeps, 0 to 1. */
    record Selective(Clause clause, double kept) {}

    /** Part of the rows that all conditions keep. */
    double kept() {
        double kept = other;
        for (Selective selective : clauses) {
            kept *= selective.kept();
        }
        return kept;
    }

    /** Rows that are wanted of those that the conditions keep, 0 to 1; only for what delivers the order. */
    double wantedShare() {
        double found = table.rows() * kept();
        return found <= wanted.limit() ? 1 : wanted.limit() / found;
    }

    boolean isLimited() {
        return !Double.isInfinite(wanted.limit());
    }
}
