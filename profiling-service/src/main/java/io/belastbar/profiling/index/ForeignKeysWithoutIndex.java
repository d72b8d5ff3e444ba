package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import io.belastbar.profiling.index.catalogue.CreateIndex;
import io.belastbar.profiling.index.catalogue.ForeignKey;
import io.belastbar.profiling.index.catalogue.ForeignKey.Cover;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Foreign keys whose columns lead no index: each deletion of a row that they point to, and each change of its key, reads
 * the whole table. How bad that is depends on the table's size and on whether anything is deleted there.
 */
public final class ForeignKeysWithoutIndex implements DatabaseCheck {
    /** What is smaller is read from end to end in less than a millisecond. */
    static final double ROWS_MIN = 1_000;

    private static final double HIGH_ROWS = 1_000_000;
    /** An index on one column of several suffices if it leaves so many rows to look through. */
    private static final double ROWS_PER_VALUE_MAX = 1_000;

    /** Negative means a share of the rows. */
    private static final String DISTINCT = """
            SELECT n_distinct::float8 AS n_distinct FROM pg_stats
            WHERE schemaname = $1 AND tablename = $2 AND attname = $3 ORDER BY inherited DESC
            """;

    @Override
    public String name() {
        return "foreign-keys-without-index";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (ForeignKey key : ForeignKey.read(session, catalogue.tables())) {
            List<CatalogueIndex> indexes = catalogue.of(key.table());
            if (catalogue.locked().contains(key.table().name())
                    || indexes.stream().anyMatch(index -> key.coveredBy(index) == Cover.FULL)) {
                continue;
            }
            Optional<String> kept = kept(session, key, indexes);
            rows.add(row(key, kept.orElse(null)));
            if (kept.isEmpty()) {
                diagnoses.add(diagnosis(key));
            }
        }
        String summary =
                IndexSizes.count(diagnoses.size(), "foreign key leads no index", "foreign keys that lead no index");
        return new CheckReport(name(), summary, catalogue.missing(), rows, diagnoses);
    }

    private static Optional<String> kept(TargetSession session, ForeignKey key, List<CatalogueIndex> indexes) {
        if (key.table().rows() < ROWS_MIN) {
            return Optional.of("fewer than %.0f rows".formatted(ROWS_MIN));
        }
        return indexes.stream()
                .filter(index -> key.coveredBy(index) == Cover.PARTIAL)
                .filter(index -> findsFew(session, key, index))
                .findFirst()
                .map(index -> index.name() + " leads with one of its columns");
    }

    /** What is not known counts as few. */
    private static boolean findsFew(TargetSession session, ForeignKey key, CatalogueIndex index) {
        return session
                .rows(
                        DISTINCT,
                        key.table().name().schema(),
                        key.table().name().name(),
                        index.shape().leading().text())
                .stream()
                .findFirst()
                .map(row -> row.number("n_distinct"))
                .filter(distinct -> distinct != 0)
                .map(distinct -> distinct < 0 ? -distinct * key.table().rows() : distinct)
                .map(distinct -> key.table().rows() / distinct <= ROWS_PER_VALUE_MAX)
                .orElse(true);
    }

    private static Map<String, Object> row(ForeignKey key, String kept) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("schema", key.table().name().schema());
        row.put("table", key.table().name().name());
        row.put("foreignKey", key.name());
        row.put("columns", String.join(", ", key.columns()));
        row.put("references", key.referenced().name().toString());
        row.put("onDelete", key.onDelete());
        row.put("rows", Math.round(key.table().rows()));
        row.put("deletedInReferenced", key.referenced().deleted());
        row.put("kept", kept);
        return row;
    }

    private static Diagnosis diagnosis(ForeignKey key) {
        long deleted = key.referenced().deleted();
        Severity severity =
                deleted == 0 ? Severity.LOW : key.table().rows() >= HIGH_ROWS ? Severity.HIGH : Severity.MEDIUM;
        List<String> ddl = CreateIndex.on(key.table(), key.columns());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("foreignKey", key.name());
        evidence.put("columns", String.join(", ", key.columns()));
        evidence.put("references", key.referenced().name().toString());
        evidence.put("onDelete", key.onDelete());
        evidence.put("rows", Long.toString(Math.round(key.table().rows())));
        evidence.put("sizeBytes", Long.toString(key.table().bytes()));
        evidence.put("deletedInReferenced", Long.toString(deleted));
        evidence.put("ddl", ddl.getFirst());
        String cost = deleted == 0
                ? "Nothing has been deleted there since statistics began; joins from there may lack it too."
                : "%d rows were deleted there since statistics began, each after a scan of this table."
                        .formatted(deleted);
        List<String> measures = new ArrayList<>(ddl);
        measures.add(
                "Check what a deletion costs: EXPLAIN (ANALYZE, BUFFERS) DELETE … shows the time of the trigger for "
                        + "constraint " + key.name() + "; roll it back");
        return new Diagnosis(
                "foreign-key-without-index",
                severity,
                key.table().name().toString(),
                key.columns(),
                "No index for foreign key " + key.name() + " on " + key.table().name(),
                "Deleting a row of %s, or changing its key, looks for rows that point to it, and reads all of %s (about %.0f rows, %s): no index begins with %s. %s"
                        .formatted(
                                key.referenced().name(),
                                key.table().name(),
                                key.table().rows(),
                                IndexSizes.mebibytes(key.table().bytes()),
                                String.join(", ", key.columns()),
                                cost),
                measures,
                evidence);
    }
}
