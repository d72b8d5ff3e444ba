package io.belastbar.plans.rule;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.NodeAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/** How nodes, tables and indexes are called in sentences and in SQL. */
public final class SqlNames {
    private SqlNames() {}

    /** The table that a node reads, with its schema unless that is public, quoted where SQL needs it. */
    public static Optional<String> table(MeasuredNode node) {
        return node.attributes().text("Relation Name").map(name -> qualified(node.attributes(), name));
    }

    /** The same for a bitmap of an index, which knows its index only: the table of the heap scan above it. */
    public static Optional<String> tableAbove(MeasuredNode node) {
        return Stream.iterate(Optional.of(node), Optional::isPresent, at -> at.flatMap(MeasuredNode::parent))
                .flatMap(Optional::stream)
                .limit(4)
                .flatMap(at -> table(at).stream())
                .findFirst();
    }

    /** The node's table, else its index, function or CTE, else its type. */
    public static String label(MeasuredNode node) {
        return table(node)
                .or(() -> Stream.of("Index Name", "CTE Name", "Function Name", "Alias")
                        .flatMap(key -> node.attributes().text(key).stream())
                        .findFirst())
                .orElse(node.type());
    }

    public static String quoted(String identifier) {
        return identifier.matches("[a-z_][a-z0-9_$]*") ? identifier : "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    private static String qualified(NodeAttributes attributes, String name) {
        return attributes
                .text("Schema")
                .filter(schema -> !schema.equals("public"))
                .map(schema -> quoted(schema) + "." + quoted(name))
                .orElseGet(() -> quoted(name));
    }
}
