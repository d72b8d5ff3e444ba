package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * B-trees whose columns are the first ones of another: with the same predicate, directions, operator classes and
 * collations the wider one answers whatever this one answers. A unique one goes only for another that keeps the same
 * columns unique.
 *
 * <p>The wider one is larger, and reading it costs more. Where this one is read often and is less than half as large, that
 * is said, and nothing is proposed.
 */
public final class RedundantIndexes implements DatabaseCheck {
    /** A narrow index that is read at all pays where the wider one is more than so many times larger. */
    private static final double LARGER_MAX = 2;

    private static final long SMALL_BYTES = 8 * IndexSizes.MEBIBYTE;

    @Override
    public String name() {
        return "redundant-indexes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        Map<Long, List<CatalogueIndex>> byTable = catalogue.indexes().stream()
                .collect(Collectors.groupingBy(index -> index.table().oid()));
        for (CatalogueIndex index : catalogue.indexes()) {
            Optional<CatalogueIndex> wider =
                    wider(index, byTable.get(index.table().oid()));
            if (wider.isEmpty()) {
                continue;
            }
            boolean pays = index.use().scans() > 0
                    && wider.get().use().bytes() > SMALL_BYTES
                    && wider.get().use().bytes() > LARGER_MAX * index.use().bytes();
            Map<String, Object> row = IndexSizes.row(index);
            row.put("coveredBy", wider.get().name().name());
            row.put(
                    "kept",
                    pays
                            ? "it is read, and less than half as large as %s"
                                    .formatted(wider.get().name())
                            : null);
            rows.add(row);
            if (!pays) {
                diagnoses.add(diagnosis(index, wider.get()));
            }
        }
        String summary = IndexSizes.count(diagnoses.size(), "redundant index", "redundant indexes");
        return new CheckReport(name(), summary, catalogue.missing(), rows, diagnoses);
    }

    /** The smallest of those that answer the same. */
    private static Optional<CatalogueIndex> wider(CatalogueIndex index, List<CatalogueIndex> all) {
        return all.stream()
                .filter(index::isPrefixOf)
                .min(Comparator.comparingLong(
                                (CatalogueIndex other) -> other.use().bytes())
                        .thenComparing(CatalogueIndex::oid));
    }

    private static Diagnosis diagnosis(CatalogueIndex index, CatalogueIndex wider) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", index.name().toString());
        evidence.put("definition", index.shape().text());
        evidence.put("coveredBy", wider.name().toString());
        evidence.put("coveringDefinition", wider.shape().text());
        evidence.put("scans", Long.toString(index.use().scans()));
        evidence.put("sizeBytes", Long.toString(index.use().bytes()));
        evidence.put("coveringSizeBytes", Long.toString(wider.use().bytes()));
        evidence.put("ddl", index.dropping());
        return new Diagnosis(
                "redundant-index",
                Severity.LOW,
                index.table().name().toString(),
                List.of(index.name().name()),
                "Redundant index " + index.name(),
                "%s begins with the same columns and answers whatever this one answers: %s, and %s. Dropping it saves %s and one write for every row."
                        .formatted(
                                wider.name(),
                                wider.shape().text(),
                                index.shape().text(),
                                IndexSizes.mebibytes(index.use().bytes())),
                List.of(index.dropping(), index.droppingNote()),
                evidence);
    }
}
