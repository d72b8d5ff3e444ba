package io.belastbar.plans.index.access;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.access.TableAccess.Join;
import io.belastbar.plans.index.access.TableAccess.Wanted;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.plans.index.expression.OrderKey;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the nodes that touch a table. */
final class ScanReader {
    private static final Set<String> SCANS = Set.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan");
    private static final List<String> CONDITIONS = List.of("Index Cond", "Recheck Cond", "Filter");
    private static final Set<String> HAND_ON = Set.of(
            "Limit",
            "Sort",
            "Gather",
            "Gather Merge",
            "Materialize",
            "Hash",
            "Memoize",
            "Unique",
            "LockRows",
            "Append",
            "Merge Append",
            "Incremental Sort");

    private final Plan plan;
    private final DatabaseProfile database;
    private final Map<String, TableAccess> accesses = new LinkedHashMap<>();

    ScanReader(Plan plan, DatabaseProfile database) {
        this.plan = plan;
        this.database = database;
    }

    List<TableAccess> accesses() {
        return List.copyOf(accesses.values());
    }

    boolean isScan(MeasuredNode node) {
        return SCANS.contains(node.type()) && table(node).isPresent();
    }

    private Optional<TableProfile> table(MeasuredNode node) {
        return database.table(text(node, "Schema"), text(node, "Relation Name"));
    }

    private static String text(MeasuredNode node, String key) {
        return node.attributes().text(key).orElse("");
    }

    void read(MeasuredNode node, Demand demand) {
        TableProfile table = table(node).orElseThrow();
        Owner owner = new Owner(text(node, "Alias"), table.partitioned());
        List<Expression> filters = new ArrayList<>();
        List<Expression> lookups = new ArrayList<>();
        for (String key : CONDITIONS) {
            node.attributes().text(key).map(ExpressionParser::parse).stream()
                    .flatMap(condition -> condition.conjuncts().stream())
                    .forEach(condition -> (owner.isAlone(condition) ? filters : lookups).add(condition));
        }
        List<Join> joins = new ArrayList<>();
        if (!lookups.isEmpty()) {
            joins.add(new Join(lookups, demand.loops()));
        }
        for (Join join : demand.joins()) {
            List<Expression> ours =
                    join.conditions().stream().filter(owner::isLookup).toList();
            if (!ours.isEmpty()) {
                joins.add(new Join(ours, join.lookups()));
            }
        }
        double planned = node.attributes().isTrue("Parallel Aware")
                ? node.plannedRows() * demand.processes()
                : node.plannedRows();
        Wanted wanted = new Wanted(
                order(node, demand, owner, table),
                demand.limit(),
                lookups.isEmpty() ? planned : Double.NaN,
                demand.loops());
        add(owner, new TableAccess(table, filters.stream().distinct().toList(), joins, wanted, columns(node, owner)));
    }

    /** The partitions of one table are one access: an index is made for all of them. */
    private void add(Owner owner, TableAccess access) {
        String key = access.table().qualifiedName() + " " + owner.base();
        accesses.merge(
                key,
                access,
                (first, more) -> new TableAccess(
                        first.table(),
                        first.filters(),
                        first.joins(),
                        new Wanted(
                                first.wanted().order(),
                                first.wanted().limit(),
                                first.wanted().planned() + more.wanted().planned(),
                                first.wanted().loops()),
                        first.columns()));
    }

    /** An index that gives the order hides it from the plan: then there is no sort, and its own keys are the order. */
    private static List<OrderKey> order(MeasuredNode node, Demand demand, Owner owner, TableProfile table) {
        List<OrderKey> asked = demand.order();
        if (!asked.isEmpty()) {
            boolean ours = asked.stream().allMatch(key -> owner.owns(key.expression()));
            return ours ? asked : List.of();
        }
        if (Double.isInfinite(demand.limit()) || !node.is("Index Scan", "Index Only Scan")) {
            return List.of();
        }
        boolean backward = text(node, "Scan Direction").equals("Backward");
        String index = text(node, "Index Name");
        return table.indexes().stream()
                .filter(existing -> existing.name().equals(index))
                .flatMap(existing -> existing.shape().keys().stream())
                .map(ScanReader::orderOf)
                .map(key -> backward ? key.reversed() : key)
                .toList();
    }

    private static OrderKey orderOf(IndexKey key) {
        return new OrderKey(ExpressionParser.parse(key.expression()), key.isDescending(), key.isNullsFirst());
    }

    /** A scan may print all columns though fewer are needed, so what the nodes above make of them counts. */
    private Set<String> columns(MeasuredNode scan, Owner owner) {
        Set<String> needed = new HashSet<>();
        for (MeasuredNode node : plan.nodes()) {
            if (node.parent().filter(parent -> parent == scan).isPresent()) {
                continue;
            }
            boolean prints = node.parent().isEmpty() || !SCANS.contains(node.type()) && !HAND_ON.contains(node.type());
            for (String key : node.attributes().keys()) {
                boolean expression = key.endsWith("Cond") || key.endsWith("Filter") || key.endsWith("Key");
                if (node == scan && CONDITIONS.contains(key)) {
                    continue;
                }
                if (expression || prints && key.equals("Output")) {
                    node.attributes().list(key).forEach(text -> add(text, owner, needed));
                }
            }
        }
        if (isDirectlyPrinted(scan)) {
            scan.attributes().list("Output").forEach(text -> add(text, owner, needed));
        }
        return needed;
    }

    private static boolean isDirectlyPrinted(MeasuredNode scan) {
        return scan.parent()
                .map(parent -> HAND_ON.contains(parent.type()) && isDirectlyPrinted(parent))
                .orElse(true);
    }

    private static void add(String text, Owner owner, Set<String> needed) {
        OrderKey.parse(text).expression().columns().stream()
                .filter(owner::owns)
                .map(Column::name)
                .forEach(needed::add);
    }

    /**
     * Whose columns they are.
     *
     * @param parts the table's rows are in partitions, whose aliases are the table's with a number
     */
    record Owner(String alias, boolean parts) {

        String base() {
            return parts ? alias.replaceAll("_\\d+$", "") : alias;
        }

        boolean owns(Expression expression) {
            Set<Column> columns = expression.columns();
            return !columns.isEmpty() && columns.stream().allMatch(this::owns);
        }

        boolean owns(Column column) {
            String of = io.belastbar.plans.index.Identifier.bare(column.alias());
            return of.isEmpty() || of.equals(alias) || parts && of.equals(base());
        }

        /** No column of another table stands in it. */
        boolean isAlone(Expression condition) {
            return condition.columns().stream().allMatch(this::owns);
        }

        /** One side is ours, the other is not. */
        boolean isLookup(Expression condition) {
            return condition instanceof Expression.Operation operation
                    && operation.left() != null
                    && (owns(operation.left()) && isForeign(operation.right())
                            || owns(operation.right()) && isForeign(operation.left()));
        }

        private boolean isForeign(Expression side) {
            return !side.columns().isEmpty() && side.columns().stream().noneMatch(this::owns);
        }
    }
}
