package io.belastbar.plans.shape;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * What the index scans of a plan find. Without a condition an index finds nothing: it is read from end to end, unless a
 * LIMIT above asks for less than half of its rows, as the planner estimates them. Of a sub-query that may stop after its
 * first row nothing is said.
 *
 * @param bounded scans that find rows by a condition, or the first few in order
 * @param whole scans that read an index from end to end
 */
public record IndexReach(List<Scan> bounded, List<Scan> whole) {
    /** A scan that reads less than this part of an index has stopped early. */
    private static final double WHOLE_MIN = 0.5;

    /**
     * A table and the index by which it is read.
     *
     * @param table with its schema, as {@code PlanNode.qualifiedName} has it
     * @param rows that the planner expects of it
     */
    public record Scan(String table, String index, double rows) {}

    public IndexReach {
        bounded = List.copyOf(bounded);
        whole = List.copyOf(whole);
    }

    public static IndexReach of(Plan plan) {
        List<Scan> bounded = new ArrayList<>();
        List<Scan> whole = new ArrayList<>();
        visit(plan.root(), 1, bounded, whole);
        return new IndexReach(bounded, whole);
    }

    private static void visit(MeasuredNode node, double part, List<Scan> bounded, List<Scan> whole) {
        if (node.is("Index Scan", "Index Only Scan", "Bitmap Index Scan")) {
            boolean conditioned =
                    node.attributes().has("Index Cond") || node.attributes().has("Order By");
            (conditioned || part < WHOLE_MIN ? bounded : whole).add(scan(node));
        }
        node.children().forEach(child -> visit(child, part(node, child, part), bounded, whole));
    }

    /** How much of a child's rows is asked for, 0 to 1; 0 also where that is not known. */
    private static double part(MeasuredNode parent, MeasuredNode child, double part) {
        return switch (child.relationship()) {
            case "SubPlan" -> 0;
            case "InitPlan" -> child.isCte() ? 1 : 0;
            case "Inner" -> parent.is("Nested Loop") && needsOneMatch(parent) ? 0 : parent.is("Merge Join") ? part : 1;
            default ->
                switch (parent.type()) {
                    case "Limit" -> part * Math.min(1, parent.plannedRows() / Math.max(1, child.plannedRows()));
                    case "Sort", "Hash", "ModifyTable", "Materialize", "Bitmap Heap Scan", "BitmapAnd", "BitmapOr" -> 1;
                    case "Aggregate", "SetOp" -> isSorted(parent) ? part : 1;
                    default -> part;
                };
        };
    }

    private static boolean isSorted(MeasuredNode node) {
        return node.attributes().text("Strategy").filter("Sorted"::equals).isPresent();
    }

    private static boolean needsOneMatch(MeasuredNode join) {
        String type = join.attributes().text("Join Type").orElse("");
        return join.attributes().isTrue("Inner Unique") || type.equals("Semi") || type.equals("Anti");
    }

    private static Scan scan(MeasuredNode node) {
        MeasuredNode at = node;
        while (at.is("Bitmap Index Scan", "BitmapAnd", "BitmapOr")
                && at.parent().isPresent()) {
            at = at.parent().get();
        }
        String table = at.attributes().text("Relation Name").orElse("");
        return new Scan(
                at.attributes()
                        .text("Schema")
                        .map(schema -> schema + "." + table)
                        .orElse(table),
                node.attributes().text("Index Name").orElse(""),
                node.plannedRows());
    }
}
