package io.belastbar.plans.answer;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.NodeAttributes;
import java.util.Optional;

/** A node's name as PostgreSQL's text format writes it, such as {@code Parallel Seq Scan on shop.orders o}. */
public final class NodeTitle {
    private NodeTitle() {}

    /** The name on one line, without control characters. */
    public static String of(MeasuredNode node) {
        NodeAttributes said = node.attributes();
        StringBuilder title = new StringBuilder();
        if (!node.subplanName().isEmpty()) {
            title.append(node.subplanName()).append(": ");
        }
        if (said.isTrue("Parallel Aware")) {
            title.append("Parallel ");
        }
        title.append(type(node));
        said.text("Scan Direction").filter("Backward"::equals).ifPresent(backward -> title.append(" backward"));
        said.text("Index Name").ifPresent(index -> title.append(node.is("Bitmap Index Scan") ? " on " : " using ")
                .append(index));
        subject(node).ifPresent(subject -> title.append(" on ").append(subject));
        return plain(title.toString());
    }

    private static String type(MeasuredNode node) {
        NodeAttributes said = node.attributes();
        String partial = said.text("Partial Mode")
                .filter(mode -> !mode.equals("Simple"))
                .map(mode -> mode + " ")
                .orElse("");
        return switch (node.type()) {
            case "Aggregate" -> partial + aggregate(said.text("Strategy").orElse(""));
            case "ModifyTable" -> said.text("Operation").orElse("Modify");
            case "Hash Join", "Merge Join" -> join(node.type().replace(" Join", ""), said) + " Join";
            case "Nested Loop" -> join("Nested Loop", said) + (isInner(said) ? "" : " Join");
            case "SetOp" ->
                said.text("Command").map(command -> "SetOp " + command).orElse("SetOp");
            default -> node.type();
        };
    }

    private static String aggregate(String strategy) {
        return switch (strategy) {
            case "Hashed" -> "HashAggregate";
            case "Sorted" -> "GroupAggregate";
            case "Mixed" -> "MixedAggregate";
            default -> "Aggregate";
        };
    }

    private static String join(String method, NodeAttributes said) {
        return isInner(said) ? method : method + " " + said.text("Join Type").orElseThrow();
    }

    private static boolean isInner(NodeAttributes said) {
        return said.text("Join Type").filter(type -> !type.equals("Inner")).isEmpty();
    }

    private static Optional<String> subject(MeasuredNode node) {
        NodeAttributes said = node.attributes();
        Optional<String> relation = said.text("Relation Name")
                .map(name -> said.text("Schema").map(schema -> schema + ".").orElse("") + name)
                .or(() -> said.text("CTE Name"))
                .or(() -> said.text("Function Name"))
                .or(() -> said.text("Table Function Name"))
                .or(() -> said.text("Tuplestore Name"));
        Optional<String> alias = said.text("Alias");
        Optional<String> name = said.text("Relation Name").or(() -> said.text("CTE Name"));
        return relation.isEmpty()
                ? alias
                : relation.map(found -> found
                        + alias.filter(other -> name.isEmpty() || !other.equals(name.get()))
                                .map(other -> " " + other)
                                .orElse(""));
    }

    /** On one line, and harmless in a terminal. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }
}
