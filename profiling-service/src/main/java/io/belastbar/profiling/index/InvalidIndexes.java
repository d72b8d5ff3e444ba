package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes that are written and never read, because building them did not end; but not those that are being built now. */
public final class InvalidIndexes implements DatabaseCheck {
    /** An index that is rebuilt concurrently has a new one beside it; a lock of its build is told by the table. */
    private static final String BUILDING = """
            SELECT index_relid::bigint AS index_oid, relid::bigint AS table_oid, phase
            FROM pg_stat_progress_create_index WHERE datname = current_database()
            """;

    @Override
    public String name() {
        return "invalid-indexes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        List<String> missing = new ArrayList<>(catalogue.missing());
        List<TargetRow> builds = session.rows(BUILDING);
        Set<Long> building = builds.stream()
                .flatMap(row -> Stream.of(row.whole("index_oid"), row.whole("table_oid")))
                .collect(Collectors.toSet());
        boolean unseen = builds.stream().anyMatch(row -> row.isNull("table_oid"));
        if (unseen) {
            missing.add("which index another role is building now: pg_monitor would show it");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (CatalogueIndex index : catalogue.indexes()) {
            if (index.role().valid()) {
                continue;
            }
            boolean built = unseen
                    || building.contains(index.oid())
                    || building.contains(index.table().oid());
            Map<String, Object> row = IndexSizes.row(index);
            row.put("kept", built ? (unseen ? "it may be being built now" : "it is being built now") : null);
            rows.add(row);
            if (!built && stillInvalid(session, index)) {
                diagnoses.add(diagnosis(index));
            }
        }
        String summary = IndexSizes.count(diagnoses.size(), "invalid index", "invalid indexes");
        return new CheckReport(name(), summary, missing, rows, diagnoses);
    }

    /** One that was finished between the two questions was being built. */
    private static boolean stillInvalid(TargetSession session, CatalogueIndex index) {
        return !session.rows(
                        "SELECT 1 AS found FROM pg_index WHERE indexrelid = $1::bigint::oid"
                                + " AND NOT (indisvalid AND indisready AND indislive)",
                        index.oid())
                .isEmpty();
    }

    private static Diagnosis diagnosis(CatalogueIndex index) {
        boolean partitioned = index.table().partitioned();
        String ddl =
                partitioned ? "" : "REINDEX INDEX CONCURRENTLY " + index.name().quoted();
        List<String> measures = partitioned
                ? List.of(
                        "Create the same index on each partition that has none, and attach it: ALTER INDEX "
                                + index.name().quoted() + " ATTACH PARTITION …",
                        "It becomes valid with the last one")
                : List.of(
                        ddl,
                        "Or drop it, if another one was made instead: " + index.dropping(),
                        "A unique one fails again while values are there twice: look for them first");
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", index.name().toString());
        evidence.put("definition", index.shape().text());
        evidence.put("sizeBytes", Long.toString(index.use().bytes()));
        evidence.put("ddl", partitioned ? measures.getFirst() : ddl);
        return new Diagnosis(
                "invalid-index",
                Severity.MEDIUM,
                index.table().name().toString(),
                List.of(index.name().name()),
                "Invalid index " + index.name(),
                partitioned
                        ? "Not every partition has it: queries on those that do not read them from end to end."
                        : "Its creation failed or was cancelled. It takes %s, may be written with every row, and no query reads it."
                                .formatted(IndexSizes.mebibytes(index.use().bytes())),
                measures,
                evidence);
    }
}
