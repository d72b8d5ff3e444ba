package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.PlanNode;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.ExpressionParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions of one scan of a table.
 *
 * @param filter what is looked at row by row
 * @param entered what an index is entered with, of the bitmaps below it too
 * @param used names of those indexes
 */
record ScanConditions(List<Expression> filter, List<Expression> entered, Set<String> used) {
    /** Values of sub-queries are numbered through a statement. */
    private static final Pattern NUMBERED = Pattern.compile("(\\$|SubPlan )\\d+");

    ScanConditions {
        filter = List.copyOf(filter);
        entered = List.copyOf(entered);
        used = Set.copyOf(used);
    }

    static ScanConditions of(PlanNode scan) {
        List<Expression> entered = new ArrayList<>();
        Set<String> used = new HashSet<>();
        collect(scan, entered, used);
        return new ScanConditions(conjuncts(scan.filter()), entered, used);
    }

    private static void collect(PlanNode node, List<Expression> entered, Set<String> used) {
        if (node.indexName() != null) {
            used.add(node.indexName());
        }
        entered.addAll(conjuncts(node.indexCondition()));
        node.children().stream()
                .filter(child -> child.nodeType().startsWith("Bitmap"))
                .forEach(child -> collect(child, entered, used));
    }

    static List<Expression> conjuncts(String printed) {
        return printed == null ? List.of() : ExpressionParser.parse(printed).conjuncts();
    }

    Stream<Expression> all() {
        return Stream.concat(filter.stream(), entered.stream());
    }

    /** As text by which conditions of two plans of one table compare. */
    Set<String> texts() {
        return all().map(ScanConditions::text).collect(Collectors.toSet());
    }

    static String text(Expression condition) {
        return NUMBERED.matcher(condition.sql()).replaceAll("$1");
    }

    boolean isEnteredBy(String column) {
        return entered.stream()
                .flatMap(condition -> condition.columns().stream())
                .anyMatch(one -> OperandTypes.unquoted(one.name()).equals(column));
    }
}
