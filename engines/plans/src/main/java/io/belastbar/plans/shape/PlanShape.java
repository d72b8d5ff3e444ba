package io.belastbar.plans.shape;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a plan finds and joins its rows: node types, tables, indexes and the order of joins; neither costs nor rows. What
 * comes and goes by itself is left out: workers (Gather, the halves of a divided aggregate), and how many partitions a
 * table has; partitions that are read in the same way count as one.
 *
 * @param text one line a node, indented by depth
 */
public record PlanShape(String text) {

    public static PlanShape of(Plan plan) {
        return new PlanShape(String.join("\n", lines(plan.root(), false)));
    }

    /** The first 16 hexadecimal digits of the text's SHA-256: the same for the same shape. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static List<String> lines(MeasuredNode node, boolean member) {
        boolean appends = node.is("Append", "Merge Append");
        List<List<String>> children = node.children().stream()
                .map(child ->
                        lines(child, member || appends && child.relationship().equals("Member")))
                .toList();
        if (appends) {
            List<List<String>> ways = children.stream()
                    .distinct()
                    .sorted((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)))
                    .toList();
            return ways.size() == 1 ? ways.getFirst() : below(name(node, member), ways);
        }
        if (isOfWorkers(node)) {
            return children.stream().flatMap(List::stream).toList();
        }
        return below(name(node, member), children);
    }

    private static List<String> below(String name, List<List<String>> children) {
        return Stream.concat(
                        Stream.of(name), children.stream().flatMap(List::stream).map(line -> "  " + line))
                .toList();
    }

    /** A divided aggregate's upper half is the one whose name stays. */
    private static boolean isOfWorkers(MeasuredNode node) {
        boolean partial =
                node.attributes().text("Partial Mode").filter("Partial"::equals).isPresent();
        return !node.children().isEmpty() && (node.is("Gather", "Gather Merge") || partial);
    }

    private static String name(MeasuredNode node, boolean member) {
        String index = member ? null : node.attributes().text("Index Name").orElse(null);
        return Stream.of(
                        node.type(),
                        node.attributes()
                                .text("Join Type")
                                .filter(type -> !type.equals("Inner"))
                                .orElse(null),
                        index == null ? null : "using " + index,
                        node.attributes()
                                .text("Relation Name")
                                .map(table -> "on " + table(node, table, member))
                                .orElse(null),
                        node.attributes().has("Subplan Name")
                                        && node.relationship().equals("SubPlan")
                                ? "per row"
                                : null)
                .filter(part -> part != null)
                .collect(Collectors.joining(" "));
    }

    /** A partition is called as the statement calls its table. */
    private static String table(MeasuredNode node, String table, boolean member) {
        String alias = node.attributes().text("Alias").orElse(table).replaceFirst("_\\d+$", "");
        String called = member || table.startsWith(alias + "_") ? alias : table;
        return node.attributes()
                .text("Schema")
                .map(schema -> schema + "." + called)
                .orElse(called);
    }
}
