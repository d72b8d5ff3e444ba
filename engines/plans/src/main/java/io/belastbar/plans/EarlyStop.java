package io.belastbar.plans;

import java.util.Optional;

/**
 * Whether a node may have been left before its last row: below a LIMIT that was satisfied, on a side of a merge join, as
 * the inner side of a join that needs one match only, or in a sub-query that needs one row only. What reads all its input
 * before it answers (a sort, a hash, a hashed or plain aggregate, a write) shields the nodes below from that.
 */
final class EarlyStop {
    private EarlyStop() {}

    static boolean ofNode(MeasuredNode node) {
        MeasuredNode child = node;
        for (Optional<MeasuredNode> above = child.parent(); above.isPresent(); above = child.parent()) {
            MeasuredNode parent = above.get();
            if (stops(parent, child)) {
                return true;
            }
            if (readsAll(parent, child)) {
                return false;
            }
            child = parent;
        }
        return false;
    }

    private static boolean stops(MeasuredNode parent, MeasuredNode child) {
        return switch (child.relationship()) {
            case "InitPlan" -> true;
            case "SubPlan" -> !isHashed(parent, child);
            default ->
                switch (parent.type()) {
                    // Fewer rows than planned: the LIMIT saw the end of its input.
                    case "Limit" -> parent.rowsPerLoop() >= parent.plannedRows();
                    case "Merge Join" -> true;
                    case "Nested Loop" -> isInner(child) && needsOneMatch(parent);
                    case "Hash Join" -> !isInner(child) && innerIsEmpty(parent);
                    default -> false;
                };
        };
    }

    private static boolean readsAll(MeasuredNode parent, MeasuredNode child) {
        String strategy = parent.attributes().text("Strategy").orElse("");
        return switch (parent.type()) {
            case "Sort", "Hash", "ModifyTable", "Bitmap Heap Scan", "BitmapAnd", "BitmapOr" -> true;
            case "Aggregate", "SetOp" -> strategy.equals("Plain") || strategy.equals("Hashed");
            default -> isHashed(parent, child);
        };
    }

    private static boolean isHashed(MeasuredNode parent, MeasuredNode child) {
        String mention = "hashed " + child.subplanName();
        return child.relationship().equals("SubPlan")
                && parent.attributes().expressions().stream().anyMatch(text -> text.contains(mention));
    }

    private static boolean isInner(MeasuredNode child) {
        return child.relationship().equals("Inner");
    }

    private static boolean needsOneMatch(MeasuredNode join) {
        String type = join.attributes().text("Join Type").orElse("");
        return join.attributes().isTrue("Inner Unique") || type.equals("Semi") || type.equals("Anti");
    }

    private static boolean innerIsEmpty(MeasuredNode join) {
        return join.children().stream()
                .filter(EarlyStop::isInner)
                .anyMatch(inner -> inner.rows().max() < 1);
    }
}
