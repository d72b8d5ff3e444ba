package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import io.belastbar.profiling.index.catalogue.ForeignKey;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import io.belastbar.profiling.index.catalogue.StatisticsAge;
import io.belastbar.profiling.index.catalogue.TenantColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Indexes that nothing has read since statistics began. Told as a fault only where the index has been counted for a week,
 * its table is read, it is not small, and nothing else needs it: no constraint, no uniqueness, no foreign key or tenant
 * that only it serves.
 */
public final class UnusedIndexes implements DatabaseCheck {
    /** Reports of a week belong to the workload. */
    static final Duration OBSERVED_MIN = Duration.ofDays(7);
    /** What is smaller costs too little to be worth a risk. */
    private static final long BYTES_MIN = IndexSizes.MEBIBYTE;

    private static final long MEDIUM_BYTES = 1024 * IndexSizes.MEBIBYTE;
    private static final int DIAGNOSES_MAX = 50;

    @Override
    public String name() {
        return "unused-indexes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        StatisticsAge statistics = catalogue.statistics();
        List<String> missing = new ArrayList<>(catalogue.missing());
        if (!statistics.counts()) {
            missing.add("track_counts is off: nobody counts what is read");
            return new CheckReport(name(), "Nothing is known of unused indexes", missing, List.of(), List.of());
        }
        List<ForeignKey> foreignKeys = ForeignKey.read(session, catalogue.tables());
        List<TenantColumn> tenants = TenantColumn.read(
                session,
                catalogue.tables(),
                database.description().databaseDescription().tenantSetting());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        List<CatalogueIndex> unread = catalogue.indexes().stream()
                .filter(index -> index.use().scans() == 0 && index.role().valid())
                .sorted(Comparator.comparingLong(
                                (CatalogueIndex index) -> index.use().bytes())
                        .reversed())
                .toList();
        for (CatalogueIndex index : unread) {
            Optional<String> kept = kept(index, catalogue, foreignKeys, tenants, database.now());
            Map<String, Object> row = IndexSizes.row(index);
            row.put("kept", kept.orElse(null));
            rows.add(row);
            if (kept.isEmpty() && diagnoses.size() < DIAGNOSES_MAX) {
                diagnoses.add(diagnosis(index, statistics, database.now()));
            }
        }
        long superfluous = rows.stream().filter(row -> row.get("kept") == null).count();
        String summary =
                IndexSizes.count((int) superfluous, "unused index", "unused indexes") + " since " + statistics.since();
        return new CheckReport(name(), summary, missing, rows, diagnoses);
    }

    /** Why it is no fault that nobody reads it; empty if it is. */
    private static Optional<String> kept(
            CatalogueIndex index,
            IndexCatalogue catalogue,
            List<ForeignKey> foreignKeys,
            List<TenantColumn> tenants,
            Instant now) {
        Optional<String> needed = index.role().duty().or(() -> serves(index, catalogue, foreignKeys, tenants));
        if (needed.isPresent()) {
            return needed;
        }
        if (index.use().bytes() < BYTES_MIN) {
            return Optional.of("smaller than " + IndexSizes.mebibytes(BYTES_MIN));
        }
        if (index.table().read() == 0) {
            return Optional.of("its table is not read at all");
        }
        Duration observed = catalogue.statistics().observed(index, now);
        return observed.compareTo(OBSERVED_MIN) < 0
                ? Optional.of("counted for certain for %d hours only; a week is needed".formatted(observed.toHours()))
                : Optional.empty();
    }

    /** What would have to be created again as soon as it is gone. */
    private static Optional<String> serves(
            CatalogueIndex index, IndexCatalogue catalogue, List<ForeignKey> foreignKeys, List<TenantColumn> tenants) {
        List<CatalogueIndex> others = catalogue.of(index.table()).stream()
                .filter(other -> other.oid() != index.oid())
                .toList();
        for (ForeignKey key : foreignKeys) {
            if (key.table().oid() == index.table().oid()
                    && key.coveredBy(index) == ForeignKey.Cover.FULL
                    && others.stream().noneMatch(other -> key.coveredBy(other) == ForeignKey.Cover.FULL)) {
                return Optional.of("serves only foreign key " + key.name());
            }
        }
        return tenants.stream()
                .filter(tenant -> tenant.table().oid() == index.table().oid()
                        && tenant.ledBy(index)
                        && others.stream().noneMatch(tenant::ledBy))
                .findFirst()
                .map(tenant -> "leads with the tenant's column " + tenant.column());
    }

    private static Diagnosis diagnosis(CatalogueIndex index, StatisticsAge statistics, Instant now) {
        long bytes = index.use().bytes();
        List<String> measures = new ArrayList<>();
        if (!statistics.seesAllReads()) {
            measures.add("First ask every other server of this cluster, because standbys count for themselves: SELECT "
                    + "idx_scan FROM pg_stat_all_indexes WHERE indexrelid = " + index.oid());
        }
        measures.add(index.dropping());
        measures.add(
                index.droppingNote() + ". Keep its definition: " + index.shape().text());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", index.name().toString());
        evidence.put("definition", index.shape().text());
        evidence.put("scans", "0");
        evidence.put("sizeBytes", Long.toString(bytes));
        evidence.put("statisticsSince", statistics.since().toString());
        evidence.put(
                "countedForDays", Long.toString(statistics.observed(index, now).toDays()));
        evidence.put("rowsWritten", Long.toString(index.table().written()));
        evidence.put("ddl", index.dropping());
        String standby = statistics.seesAllReads()
                ? ""
                : "\nOther servers of this cluster read too, and what they read is not counted here.";
        String expression = index.shape().keys().stream().anyMatch(key -> key.isExpression())
                ? "\nIts expression's statistics go with it; they may serve estimates of other plans."
                : "";
        return new Diagnosis(
                "unused-index",
                bytes >= MEDIUM_BYTES && statistics.seesAllReads() ? Severity.MEDIUM : Severity.LOW,
                index.table().name().toString(),
                List.of(index.name().name()),
                "Unused index " + index.name(),
                "Nothing has read it since %s, at least %d days in which it was counted. It takes %s, and each of the %d rows written to %s had to be written to it, unless the update was HOT.%s%s"
                        .formatted(
                                statistics.since(),
                                statistics.observed(index, now).toDays(),
                                IndexSizes.mebibytes(bytes),
                                index.table().written(),
                                index.table().name(),
                                standby,
                                expression),
                measures,
                evidence);
    }
}
