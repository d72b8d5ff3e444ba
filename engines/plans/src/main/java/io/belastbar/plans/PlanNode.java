package io.belastbar.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One node of an execution plan as PostgreSQL's {@code EXPLAIN (FORMAT JSON)} shows it. Fields that a node type does
 * not have are null or empty.
 *
 * @param nodeType for example {@code Seq Scan}
 * @param relation the table's name without its schema
 * @param rows estimated rows that the node returns
 * @param totalCost the planner's cost, in its own unit
 */
public record PlanNode(
        String nodeType,
        String schema,
        String relation,
        String alias,
        String indexName,
        String filter,
        String indexCondition,
        List<String> sortKeys,
        double rows,
        double totalCost,
        List<PlanNode> children) {

    public PlanNode {
        sortKeys = List.copyOf(sortKeys);
        children = List.copyOf(children);
    }

    public boolean isSeqScan() {
        return nodeType.equals("Seq Scan");
    }

    public boolean isIndexScan() {
        return nodeType.equals("Index Scan")
                || nodeType.equals("Index Only Scan")
                || nodeType.equals("Bitmap Index Scan");
    }

    public boolean isSort() {
        return nodeType.equals("Sort") || nodeType.equals("Incremental Sort");
    }

    /** The table's name with its schema, for example {@code public.employees}; null for a node without a table. */
    public String qualifiedName() {
        return relation == null ? null : schema + "." + relation;
    }

    /** This node and all below it, from the top down. */
    public List<PlanNode> flatten() {
        List<PlanNode> all = new ArrayList<>();
        visit(all::add);
        return all;
    }

    private void visit(Consumer<PlanNode> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.visit(visitor));
    }

    /** The tables that the plan touches, each once, in order of appearance. */
    public List<String> tables() {
        return flatten().stream()
                .map(PlanNode::relation)
                .filter(name -> name != null)
                .distinct()
                .toList();
    }

    /** The same with their schemas. */
    public List<String> qualifiedTables() {
        return flatten().stream()
                .map(PlanNode::qualifiedName)
                .filter(name -> name != null)
                .distinct()
                .toList();
    }

    /** The tables that the plan reads from end to end. */
    public List<String> seqScanTables() {
        return flatten().stream()
                .filter(PlanNode::isSeqScan)
                .map(PlanNode::relation)
                .distinct()
                .toList();
    }

    public boolean usesIndexScan() {
        return flatten().stream().anyMatch(PlanNode::isIndexScan);
    }

    /** The plan in a few lines, for people: one line a node, indented by depth. */
    public String excerpt() {
        StringBuilder text = new StringBuilder();
        describe(text, 0);
        return text.toString().stripTrailing();
    }

    private void describe(StringBuilder text, int depth) {
        text.append("  ".repeat(depth)).append(nodeType);
        append(text, " using ", indexName);
        append(text, " on ", relation);
        append(text, " by ", sortKeys.isEmpty() ? null : String.join(", ", sortKeys));
        append(text, ", index condition: ", indexCondition);
        append(text, ", filter: ", filter);
        text.append('\n');
        children.forEach(child -> child.describe(text, depth + 1));
    }

    private static void append(StringBuilder text, String label, String value) {
        if (value != null) {
            text.append(label).append(value);
        }
    }
}
