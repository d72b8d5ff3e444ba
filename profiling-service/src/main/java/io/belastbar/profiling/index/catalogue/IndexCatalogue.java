package io.belastbar.profiling.index.catalogue;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every index and table of a database; partitions are one with their table.
 *
 * @param indexes one of each tree
 * @param tables by oid: partitioned ones, their partitions, and the others
 * @param parents of partitions: oid to oid
 * @param byTable the indexes by their table's oid
 * @param locked tables that were held exclusively: nothing is said of their indexes
 */
public record IndexCatalogue(
        List<CatalogueIndex> indexes,
        Map<Long, CatalogueTable> tables,
        Map<Long, Long> parents,
        List<QualifiedName> locked,
        StatisticsAge statistics,
        Map<Long, List<CatalogueIndex>> byTable) {

    /** What the last check of a session read: the next one of the same moment asks about the same. */
    private static final Map<TargetSession, Reading> LAST = Collections.synchronizedMap(new WeakHashMap<>());

    private record Reading(Instant moment, IndexCatalogue catalogue) {}

    /** Reads it in three questions, whatever the number of indexes; once for all checks of a moment. */
    public static IndexCatalogue read(TargetSession session, Instant moment) {
        Reading last = LAST.get(session);
        if (last == null || !last.moment.equals(moment)) {
            last = new Reading(moment, read(session));
            LAST.put(session, last);
        }
        return last.catalogue;
    }

    private static IndexCatalogue read(TargetSession session) {
        StatisticsAge statistics = StatisticsAge.read(session);
        List<TargetRow> tables = session.rows(IndexQueries.TABLES);
        List<TargetRow> indexes = session.rows(IndexQueries.indexes(session.version(), statistics.commitTimes()));
        Map<Long, Long> parents = parents(tables);
        Map<Long, Long> reads = new HashMap<>();
        indexes.forEach(row -> reads.merge(row.whole("table_oid"), row.whole("scans"), Long::sum));
        Map<Long, CatalogueTable> known = tables(tables, parents, reads);
        Set<Long> held = held(tables, indexes, parents);
        List<QualifiedName> locked = held.stream()
                .filter(known::containsKey)
                .map(oid -> known.get(oid).name())
                .toList();
        List<CatalogueIndex> trees = trees(indexes, known, held);
        return new IndexCatalogue(
                trees,
                known,
                parents,
                locked,
                statistics,
                trees.stream()
                        .collect(Collectors.groupingBy(index -> index.table().oid())));
    }

    /** Those on a table, and on whatever it is a partition of. */
    public List<CatalogueIndex> of(CatalogueTable table) {
        Set<Long> oids = new HashSet<>();
        for (Long oid = table.oid(); oid != null; oid = parents.get(oid)) {
            oids.add(oid);
        }
        return oids.stream()
                .flatMap(oid -> byTable.getOrDefault(oid, List.of()).stream())
                .toList();
    }

    /** Whether it is one table of many: what is said of the whole is not said of it again. */
    public boolean isPartition(CatalogueTable table) {
        return parents.containsKey(table.oid());
    }

    /** What was left out, each with the reason. */
    public List<String> missing() {
        return locked.isEmpty()
                ? List.of()
                : List.of(("%d tables are locked exclusively, and nothing is said of their indexes: %s")
                        .formatted(
                                locked.size(),
                                String.join(
                                        ", ",
                                        locked.stream()
                                                .limit(5)
                                                .map(QualifiedName::toString)
                                                .toList())));
    }

    private static Map<Long, Long> parents(List<TargetRow> rows) {
        Map<Long, Long> parents = new HashMap<>();
        rows.stream()
                .filter(row -> !row.isNull("parent"))
                .forEach(row -> parents.put(row.whole("oid"), row.whole("parent")));
        return parents;
    }

    private static Map<Long, CatalogueTable> tables(
            List<TargetRow> rows, Map<Long, Long> parents, Map<Long, Long> reads) {
        Map<Long, CatalogueTable> known = new LinkedHashMap<>();
        for (TargetRow row : rows) {
            long oid = row.whole("oid");
            known.put(
                    oid,
                    new CatalogueTable(
                            oid,
                            new QualifiedName(row.text("schema"), row.text("name")),
                            row.truth("partitioned"),
                            row.truth("partitioned") ? 0 : rows(row),
                            row.truth("partitioned") ? 0 : row.whole("bytes"),
                            row.whole("inserted") + row.whole("updated") + row.whole("deleted"),
                            row.whole("deleted"),
                            row.whole("scans") + reads.getOrDefault(oid, 0L)));
        }
        for (TargetRow row : rows) {
            CatalogueTable part = known.get(row.whole("oid"));
            if (!part.partitioned()) {
                for (Long oid = parents.get(part.oid()); oid != null; oid = parents.get(oid)) {
                    known.computeIfPresent(oid, (key, whole) -> whole.plus(part));
                }
            }
        }
        return known;
    }

    /** A table that was never analysed has -1: then what its pages would hold at a hundred bytes a row. */
    private static double rows(TargetRow row) {
        return row.number("rows") >= 0 ? row.number("rows") : row.whole("bytes") / 100.0;
    }

    private static Set<Long> held(List<TargetRow> tables, List<TargetRow> indexes, Map<Long, Long> parents) {
        Set<Long> held = new TreeSet<>();
        tables.stream().filter(row -> row.truth("locked")).forEach(row -> held.add(row.whole("oid")));
        indexes.stream().filter(row -> row.truth("locked")).forEach(row -> held.add(row.whole("table_oid")));
        for (Long one : List.copyOf(held)) {
            for (Long oid = parents.get(one); oid != null; oid = parents.get(oid)) {
                held.add(oid);
            }
        }
        return held;
    }

    private static List<CatalogueIndex> trees(List<TargetRow> rows, Map<Long, CatalogueTable> tables, Set<Long> held) {
        Map<Long, Long> above = parents(rows);
        Map<Long, IndexUse> uses = new HashMap<>();
        for (TargetRow row : rows) {
            long root = row.whole("oid");
            while (above.containsKey(root)) {
                root = above.get(root);
            }
            uses.merge(root, use(row), IndexUse::plus);
        }
        List<CatalogueIndex> trees = new ArrayList<>();
        for (TargetRow row : rows) {
            CatalogueTable table = tables.get(row.whole("table_oid"));
            if (table != null && row.isNull("parent") && !held.contains(table.oid())) {
                trees.add(new CatalogueIndex(
                        row.whole("oid"),
                        new QualifiedName(row.text("schema"), row.text("name")),
                        table,
                        shape(row),
                        role(row),
                        uses.get(row.whole("oid")),
                        Optional.ofNullable(row.instant("made"))));
            }
        }
        return trees;
    }

    private static IndexUse use(TargetRow row) {
        return new IndexUse(
                row.whole("scans"),
                row.instant("last_scan"),
                row.whole("bytes"),
                Math.max(0, row.number("rows")),
                row.whole("age"));
    }

    private static IndexShape shape(TargetRow row) {
        List<Integer> columns =
                row.texts("columns").stream().map(Integer::valueOf).toList();
        List<String> printed = row.texts("printed");
        List<String> names = row.texts("names");
        List<String> classes = row.texts("classes");
        List<String> collations = row.texts("collations");
        List<String> options = row.texts("options");
        int keys = Math.toIntExact(row.whole("key_count"));
        List<IndexKey> ordered = IntStream.range(0, keys)
                .mapToObj(i -> new IndexKey(
                        columns.get(i) == 0 && !printed.isEmpty() ? printed.get(i) : names.get(i),
                        columns.get(i),
                        Long.parseLong(classes.get(i)),
                        Long.parseLong(collations.get(i)),
                        Integer.parseInt(options.get(i))))
                .toList();
        return new IndexShape(
                row.text("method"), ordered, columns.subList(keys, columns.size()), row.text("predicate"));
    }

    private static IndexRole role(TargetRow row) {
        return new IndexRole(
                Optional.ofNullable(row.text("constraint_name")),
                row.truth("indisunique"),
                row.truth("nulls_not_distinct"),
                row.truth("indimmediate"),
                row.truth("indisreplident"),
                row.truth("indisclustered"),
                row.truth("referenced"),
                row.truth("valid"));
    }
}
