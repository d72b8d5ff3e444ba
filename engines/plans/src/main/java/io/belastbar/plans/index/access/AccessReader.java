package io.belastbar.plans.index.access;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.facts.DatabaseProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Walks through a plan, from the top down, and notes what each place asks of its table. */
public final class AccessReader {
    private static final Set<String> PASS_ON =
            Set.of("Gather Merge", "LockRows", "Subquery Scan", "Result", "ProjectSet", "Append", "Merge Append");

    /** Joins in which the first child's rows may be looked up for each of the second's, and the other way round. */
    private static final Set<String> FIRST_MAY_BE_LOOKED_UP =
            Set.of("Inner", "Right", "Right Anti", "Right Semi", "Semi");

    private static final Set<String> SECOND_MAY_BE_LOOKED_UP = Set.of("Inner", "Left", "Anti", "Semi");

    private final ScanReader scans;
    private final OptionalDouble limit;

    private AccessReader(Plan plan, DatabaseProfile database, OptionalDouble limit) {
        this.scans = new ScanReader(plan, database);
        this.limit = limit;
    }

    /**
     * What a statement asks of the tables that the profile knows.
     *
     * @param limit rows that a call returns, for a statement whose LIMIT is a parameter: the planner takes a tenth of all
     */
    public static List<TableAccess> read(Plan plan, DatabaseProfile database, OptionalDouble limit) {
        AccessReader reader = new AccessReader(plan, database, limit);
        reader.walk(plan.root(), Demand.NOTHING);
        return reader.scans.accesses();
    }

    private void walk(MeasuredNode node, Demand demand) {
        if (scans.isScan(node)) {
            scans.read(node, demand);
        }
        List<MeasuredNode> rows = new ArrayList<>();
        for (MeasuredNode child : node.children()) {
            switch (child.relationship()) {
                case "InitPlan" -> walk(child, Demand.NOTHING);
                // Once for each row that the node looks at; how many these are, is not printed.
                case "SubPlan" -> walk(child, Demand.NOTHING.started(node.plannedRows()));
                default -> rows.add(child);
            }
        }
        if (rows.size() == 2 && node.attributes().has("Join Type")) {
            joined(node, rows.get(0), rows.get(1), demand);
        } else {
            rows.forEach(child -> walk(child, below(node, demand)));
        }
    }

    private Demand below(MeasuredNode node, Demand demand) {
        return switch (node.type()) {
            case "Limit" -> demand.limited(limit.isPresent() ? limit.getAsDouble() : node.plannedRows());
            case "Sort", "Incremental Sort" -> demand.ordered(node.attributes().list("Sort Key"));
            case "Gather" -> demand.shared(node.attributes().numberOrZero("Workers Planned"));
            case "Aggregate" -> aggregated(node, demand);
            case "Materialize", "Hash" -> demand.whole().started(1);
            default -> {
                Demand same = node.is("Gather Merge")
                        ? demand.shared(node.attributes().numberOrZero("Workers Planned"))
                        : demand;
                yield PASS_ON.contains(node.type()) ? same : demand.whole();
            }
        };
    }

    /** The least or greatest value of all is the first in that order; without an index the plan reads them all. */
    private static Demand aggregated(MeasuredNode node, Demand demand) {
        List<String> output = node.attributes().list("Output");
        boolean one = node.attributes().list("Group Key").isEmpty() && output.size() == 1;
        if (!one || !output.getFirst().matches("(?s)\\(?(?:min|max)\\(.*\\)\\)?")) {
            return demand.whole();
        }
        String call = output.getFirst().startsWith("(") ? output.getFirst().substring(1) : output.getFirst();
        String inside = call.substring(4, call.lastIndexOf(')')).replaceAll("\\)$", "");
        boolean plain = inside.matches("(?:[^()'\\s]+|\"[^\"]+\")");
        return plain
                ? demand.whole().limited(1).ordered(List.of(call.startsWith("max") ? inside + " DESC" : inside))
                : demand.whole();
    }

    private void joined(MeasuredNode node, MeasuredNode first, MeasuredNode second, Demand demand) {
        List<Expression> conditions = Demand.joinConditions(node);
        String type = node.attributes().text("Join Type").orElse("");
        double firstRows = rows(first, demand);
        double secondRows = rows(second, demand);
        // Whichever side delivers the order decides how many of its rows are needed for the rows that are wanted.
        Demand below = demand.order().isEmpty() ? demand.whole() : scaled(demand, node, first);
        Demand below2 = demand.order().isEmpty() ? demand.whole() : scaled(demand, node, second);
        walk(first, FIRST_MAY_BE_LOOKED_UP.contains(type) ? below.joined(conditions, secondRows) : below);
        Demand inner = node.is("Nested Loop") ? below2.started(demand.loops() * Math.max(1, firstRows)) : below2;
        walk(second, SECOND_MAY_BE_LOOKED_UP.contains(type) ? inner.joined(conditions, firstRows) : inner);
    }

    private static Demand scaled(Demand demand, MeasuredNode join, MeasuredNode side) {
        double rowsForOne = Math.max(1, side.plannedRows()) / Math.max(1, join.plannedRows());
        return new Demand(
                demand.order(),
                demand.limit() * Math.max(1, rowsForOne),
                demand.joins(),
                demand.loops(),
                demand.processes());
    }

    private static double rows(MeasuredNode node, Demand demand) {
        boolean shared =
                node.flatten().stream().anyMatch(below -> below.attributes().isTrue("Parallel Aware"));
        return node.plannedRows() * (shared ? demand.processes() : 1);
    }
}
