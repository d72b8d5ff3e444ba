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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Indexes that are there twice: the same table, method, columns, operator classes, collations, directions, predicate and
 * included columns. What stands behind a constraint stays; of the others that one which is unique, then the one that was
 * made first.
 */
public final class DuplicateIndexes implements DatabaseCheck {
    @Override
    public String name() {
        return "duplicate-indexes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        Map<Long, List<CatalogueIndex>> byTable = catalogue.indexes().stream()
                .collect(Collectors.groupingBy(index -> index.table().oid(), LinkedHashMap::new, Collectors.toList()));
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        byTable.values().forEach(indexes -> table(indexes, rows, diagnoses));
        String summary = IndexSizes.count(diagnoses.size(), "duplicate index", "duplicate indexes");
        return new CheckReport(name(), summary, catalogue.missing(), rows, diagnoses);
    }

    private static void table(List<CatalogueIndex> indexes, List<Map<String, Object>> rows, List<Diagnosis> diagnoses) {
        List<CatalogueIndex> byWorth = indexes.stream()
                .sorted(Comparator.comparing((CatalogueIndex index) ->
                                index.role().constraint().isEmpty())
                        .thenComparing(index -> !index.role().referenced())
                        .thenComparing(index -> !index.role().replicaIdentity())
                        .thenComparing(index -> !index.role().unique())
                        .thenComparing(index -> !index.role().clustered())
                        .thenComparing(CatalogueIndex::oid))
                .toList();
        Set<Long> told = new HashSet<>();
        for (CatalogueIndex kept : byWorth) {
            if (told.contains(kept.oid())) {
                continue;
            }
            for (CatalogueIndex other : byWorth.subList(byWorth.indexOf(kept) + 1, byWorth.size())) {
                if (!other.hasShapeOf(kept) || told.contains(other.oid())) {
                    continue;
                }
                boolean superfluous = other.isDuplicateOf(kept);
                Map<String, Object> row = IndexSizes.row(other);
                row.put("duplicateOf", kept.name().name());
                row.put("kept", superfluous ? null : other.role().duty().orElse("the other one is needed otherwise"));
                rows.add(row);
                if (superfluous) {
                    told.add(other.oid());
                    diagnoses.add(diagnosis(other, kept));
                }
            }
        }
    }

    private static Diagnosis diagnosis(CatalogueIndex index, CatalogueIndex kept) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", index.name().toString());
        evidence.put("duplicateOf", kept.name().toString());
        evidence.put("definition", index.shape().text());
        evidence.put("sizeBytes", Long.toString(index.use().bytes()));
        evidence.put("rowsWritten", Long.toString(index.table().written()));
        evidence.put("ddl", index.dropping());
        return new Diagnosis(
                "duplicate-index",
                Severity.LOW,
                index.table().name().toString(),
                List.of(index.name().name()),
                "Duplicate index " + index.name(),
                "It is the same as %s%s: %s. It takes %s, and every row written is written to both."
                        .formatted(
                                kept.name(),
                                kept.role()
                                        .constraint()
                                        .map(constraint -> ", which stands behind constraint " + constraint)
                                        .orElse(""),
                                index.shape().text(),
                                IndexSizes.mebibytes(index.use().bytes())),
                List.of(index.dropping(), index.droppingNote()),
                evidence);
    }
}
