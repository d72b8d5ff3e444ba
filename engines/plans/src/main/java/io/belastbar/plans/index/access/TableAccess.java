package io.belastbar.plans.index.access;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.OrderKey;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one place of a plan asks of one table.
 *
 * @param filters conditions on this table's columns and on values that stay the same, joined by AND
 * @param joins ways to look rows up for each row of another part of the plan
 * @param wanted in which order, and how many
 * @param columns those that the statement needs of the table beside the conditions, as printed
 */
public record TableAccess(
        TableProfile table, List<Expression> filters, List<Join> joins, Wanted wanted, Set<String> columns) {

    public TableAccess {
        Objects.requireNonNull(table, "table");
        filters = List.copyOf(filters);
        joins = List.copyOf(joins);
        columns = Set.copyOf(columns);
    }

    /**
     * A look-up for each row of another part.
     *
     * @param conditions each compares an expression of this table with one of the other part
     * @param lookups rows of the other part
     */
    public record Join(List<Expression> conditions, double lookups) {
        public Join {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What is wanted of the rows.
     *
     * @param order empty if any order will do
     * @param limit rows after which reading ends; infinite if all are wanted
     * @param planned rows that the planner expects the filters to keep; NaN when the plan does not say
     * @param loops how often the table is read whole in one call
     */
    public record Wanted(List<OrderKey> order, double limit, double planned, double loops) {
        public Wanted {
            order = List.copyOf(order);
        }
    }
}
