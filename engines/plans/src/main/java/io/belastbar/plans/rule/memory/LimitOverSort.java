package io.belastbar.plans.rule.memory;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.ScanIndex;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A LIMIT above a sort of one table's rows, of which it needs a hundredth part or less and which are 10,000 or more: an
 * index in the order of the sort would deliver the first rows without reading the others.
 *
 * <p>Source: PostgreSQL documentation, 11.4 "Indexes and ORDER BY": "An important special case is ORDER BY in combination
 * with LIMIT n". Silent above joins, groups and whatever else makes the rows anew, for an incremental sort, and for keys of
 * which no index can be made.
 */
public final class LimitOverSort implements PlanRule {
    private static final double ROWS_MIN = 10_000;
    private static final double PART_MAX = 0.01;

    @Override
    public String name() {
        return "limit-over-sort";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Limit"))
                .flatMap(node -> advise(plan, node))
                .toList();
    }

    private Stream<Advice> advise(Plan plan, MeasuredNode limit) {
        return sorts(limit)
                .flatMap(sort -> below(sort, "Result", "Subquery Scan", "Gather")
                        .filter(node -> node.is("Seq Scan", "Index Scan", "Bitmap Heap Scan"))
                        .flatMap(scan -> advise(plan, limit, sort, scan))
                        .stream());
    }

    /** The sorts whose rows reach the LIMIT as they are: of partitions each has its own. */
    private static Stream<MeasuredNode> sorts(MeasuredNode node) {
        return node.children().stream().flatMap(child -> {
            if (child.is("Sort")) {
                return Stream.of(child);
            }
            boolean one = child.children().size() == 1
                    && child.is("Gather Merge", "Gather", "Subquery Scan", "Result", "LockRows");
            return one || child.is("Append", "Merge Append") ? sorts(child) : Stream.empty();
        });
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode limit, MeasuredNode sort, MeasuredNode scan) {
        double wanted = plan.isMeasured() ? limit.rows().value() : limit.plannedRows();
        double sorted = plan.isMeasured()
                ? sort.children().getFirst().rows().value()
                : sort.children().getFirst().plannedRows();
        Gain gain = Gain.whole(plan, limit);
        Optional<IndexProposal> index = index(sort, scan);
        if (sorted < ROWS_MIN || wanted > sorted * PART_MAX || index.isEmpty() || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String keys = String.join(", ", sort.attributes().list("Sort Key"));
        return Optional.of(Telling.of(this, plan, sort, gain)
                .title(keys)
                .seen(sorted, SqlNames.label(scan), keys, wanted)
                .remedy(index.get().ddl())
                .threshold(ROWS_MIN, 100 * PART_MAX)
                .evidence("rowsSorted", sorted)
                .evidence("rowsWanted", wanted)
                .evidence("sql", index.get().ddl())
                .advice());
    }

    /** With all keys of the sort, or none at all. */
    private static Optional<IndexProposal> index(MeasuredNode sort, MeasuredNode scan) {
        List<String> keys = sort.attributes().list("Sort Key");
        String alias = scan.attributes().text("Alias").orElse(null);
        List<String> conditions = Stream.of("Index Cond", "Recheck Cond", "Filter")
                .flatMap(key -> scan.attributes().text(key).stream())
                .toList();
        String schema = scan.attributes().text("Schema").orElse(null);
        return scan.attributes().text("Relation Name").flatMap(table -> {
            boolean all = new ScanIndex(schema, table, alias, List.of(), keys)
                    .proposal()
                    .filter(index -> index.columns().size() == keys.size())
                    .isPresent();
            return all ? new ScanIndex(schema, table, alias, conditions, keys).proposal() : Optional.empty();
        });
    }

    /** The first node below that is none of these, as long as each has one child. */
    private static Optional<MeasuredNode> below(MeasuredNode node, String... passedOver) {
        MeasuredNode at = node;
        do {
            if (at.children().size() != 1) {
                return Optional.empty();
            }
            at = at.children().getFirst();
        } while (at.is(passedOver));
        return Optional.of(at);
    }
}
