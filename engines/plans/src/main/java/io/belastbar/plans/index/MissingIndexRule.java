package io.belastbar.plans.index;

import io.belastbar.plans.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Proposes an index for a table that is read from end to end to keep few of its rows.
 *
 * <ol>
 *   <li>Find every sequential scan with a filter.
 *   <li>Leave out tables below {@code minPages}: reading them whole is cheaper.
 *   <li>Leave out filters that keep more than {@code maxKeptShare} of the rows.
 *   <li>Key columns: those compared for equality, session settings (row-level security) first, since every statement
 *       carries them; without one there is no proposal.
 *   <li>Then the columns of the sort above the scan, with direction, so that the index delivers the order; a primary
 *       key at the end only breaks ties and is left to the incremental sort.
 *   <li>{@code IS NULL} conditions become the predicate: a partial index is smaller.
 *   <li>Leave out what an existing index covers: then the planner knew it and chose otherwise.
 * </ol>
 *
 * @param minPages smallest table worth an index, in pages of 8 KiB
 * @param maxKeptShare largest share of rows, 0 to 1, that a filter may keep
 */
public record MissingIndexRule(long minPages, double maxKeptShare) {
    /** Casts between these types keep order and equality, so a plain index still serves. */
    private static final Set<String> TEXT_LIKE = Set.of("character varying", "text");

    public static final MissingIndexRule DEFAULT = new MissingIndexRule(32, 0.5);

    /** The proposals for one plan; {@code tables} finds a table's facts by its qualified name. */
    public List<IndexProposal> proposals(PlanNode plan, Function<String, Optional<TableFacts>> tables) {
        List<IndexProposal> proposals = new ArrayList<>();
        collect(plan, List.of(), tables, proposals);
        return proposals.stream().distinct().toList();
    }

    private void collect(
            PlanNode node,
            List<String> sortAbove,
            Function<String, Optional<TableFacts>> tables,
            List<IndexProposal> proposals) {
        if (node.isSeqScan() && node.filter() != null) {
            tables.apply(node.qualifiedName())
                    .filter(table -> isWorthIt(node, table))
                    .flatMap(table -> propose(node, sortAbove, table))
                    .ifPresent(proposals::add);
        }
        List<String> sort = node.isSort() ? node.sortKeys() : passesOrder(node) ? sortAbove : List.of();
        node.children().forEach(child -> collect(child, sort, tables, proposals));
    }

    /** Nodes that hand on their only child's rows in their order. */
    private static boolean passesOrder(PlanNode node) {
        return node.children().size() == 1
                && switch (node.nodeType()) {
                    case "Limit", "Gather", "Gather Merge", "LockRows", "Subquery Scan", "Result" -> true;
                    default -> false;
                };
    }

    private boolean isWorthIt(PlanNode scan, TableFacts table) {
        boolean large = table.pages() >= minPages;
        boolean selective = table.rows() <= 0 || scan.rows() <= table.rows() * maxKeptShare;
        return large && selective;
    }

    private static Optional<IndexProposal> propose(PlanNode scan, List<String> sortAbove, TableFacts table) {
        List<Condition> conditions = FilterParser.parse(scan.filter(), scan.alias());
        Set<String> keys = new LinkedHashSet<>(equalityColumns(conditions, table, true));
        keys.addAll(equalityColumns(conditions, table, false));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(sortColumns(sortAbove, scan.alias(), keys, table));
        IndexProposal proposal = new IndexProposal(table.schema(), table.name(), columns, predicate(conditions));
        return table.covering(proposal).isPresent() ? Optional.empty() : Optional.of(proposal);
    }

    private static List<String> equalityColumns(List<Condition> conditions, TableFacts table, boolean fromSession) {
        return conditions.stream()
                .filter(Condition.Equality.class::isInstance)
                .map(Condition.Equality.class::cast)
                .filter(equality -> equality.fromSession() == fromSession)
                .filter(equality -> !equality.cast()
                        || TEXT_LIKE.contains(table.columnTypes().get(equality.column())))
                .map(Condition.Equality::column)
                .toList();
    }

    private static List<String> sortColumns(List<String> keys, String alias, Set<String> used, TableFacts table) {
        List<SortKey> sort = new ArrayList<>(SortKey.leading(keys, alias));
        sort.removeIf(key -> used.contains(key.column()));
        while (sort.size() > 1
                && table.primaryKey().equals(List.of(sort.getLast().column()))) {
            sort.removeLast();
        }
        return sort.stream().map(SortKey::definition).toList();
    }

    private static String predicate(List<Condition> conditions) {
        List<String> nulls = conditions.stream()
                .filter(Condition.IsNull.class::isInstance)
                .map(condition -> ((Condition.IsNull) condition).column() + " IS NULL")
                .distinct()
                .sorted()
                .toList();
        return nulls.isEmpty() ? null : String.join(" AND ", nulls);
    }
}
