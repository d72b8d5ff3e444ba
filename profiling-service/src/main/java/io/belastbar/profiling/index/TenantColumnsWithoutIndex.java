package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.CatalogueTable;
import io.belastbar.profiling.index.catalogue.CreateIndex;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import io.belastbar.profiling.index.catalogue.TenantColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tenants' columns of row-level security that lead no index: the policy adds its condition to every statement, so each
 * one reads the rows of all tenants. Large tables only, and not where partitions or few tenants make an index useless.
 */
public final class TenantColumnsWithoutIndex implements DatabaseCheck {
    private static final double ROWS_MIN = 10_000;
    private static final double HIGH_ROWS = 100_000;
    /** A tenant who owns more than so much of a table reads it faster without an index. */
    private static final double TENANTS_MIN = 3;

    /** Empty for who is under the table's policies, whatever else is granted. */
    private static final String DISTINCT = """
            SELECT c.relname IS NOT NULL AS found, s.n_distinct::float8 AS n_distinct, string_to_array(p.partattrs::text, ' ') AS partitioned_by
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_partitioned_table p ON p.partrelid = c.oid
            LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = $2
            WHERE c.oid = $1::bigint::oid ORDER BY s.inherited DESC
            """;

    @Override
    public String name() {
        return "tenant-columns-without-index";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        List<TenantColumn> tenants = TenantColumn.read(
                session,
                catalogue.tables(),
                database.description().databaseDescription().tenantSetting());
        List<String> missing = new ArrayList<>(catalogue.missing());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (TenantColumn tenant : tenants) {
            CatalogueTable table = tenant.table();
            if (catalogue.locked().contains(table.name())
                    || catalogue.of(table).stream().anyMatch(tenant::ledBy)) {
                continue;
            }
            TargetRow statistics =
                    session.rows(DISTINCT, table.oid(), tenant.column()).getFirst();
            if (statistics.isNull("n_distinct") && table.rows() >= ROWS_MIN) {
                unseen.add(table.name().toString());
            }
            Optional<String> kept = kept(tenant, statistics);
            rows.add(row(tenant, kept.orElse(null)));
            if (kept.isEmpty()) {
                diagnoses.add(diagnosis(tenant));
            }
        }
        if (!unseen.isEmpty()) {
            missing.add("how many tenants are in " + String.join(", ", unseen.subList(0, Math.min(5, unseen.size())))
                    + ": pg_stats is empty until ANALYZE has run, and for who is under the table's policies; a grant does "
                    + "not help, BYPASSRLS would");
        }
        String summary =
                IndexSizes.count(diagnoses.size(), "tenant column leads no index", "tenant columns that lead no index");
        return new CheckReport(name(), summary, missing, rows, diagnoses);
    }

    private static Optional<String> kept(TenantColumn tenant, TargetRow statistics) {
        if (tenant.cast()) {
            return Optional.of("the policy casts the column: no index on it would be used");
        }
        if (tenant.table().rows() < ROWS_MIN) {
            return Optional.of("fewer than %.0f rows".formatted(ROWS_MIN));
        }
        if (statistics.texts("partitioned_by").stream().findFirst().equals(Optional.of("" + tenant.number()))) {
            return Optional.of("partitions are by tenant");
        }
        double distinct = statistics.number("n_distinct");
        return !statistics.isNull("n_distinct") && distinct > 0 && distinct < TENANTS_MIN
                ? Optional.of("only %.0f tenants".formatted(distinct))
                : Optional.empty();
    }

    private static Map<String, Object> row(TenantColumn tenant, String kept) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("schema", tenant.table().name().schema());
        row.put("table", tenant.table().name().name());
        row.put("column", tenant.column());
        row.put("setting", tenant.setting());
        row.put("rows", Math.round(tenant.table().rows()));
        row.put("kept", kept);
        return row;
    }

    private static Diagnosis diagnosis(TenantColumn tenant) {
        CatalogueTable table = tenant.table();
        List<String> measures = new ArrayList<>(CreateIndex.on(table, List.of(tenant.column())));
        measures.add("Where a missing index of the workload begins with " + tenant.column()
                + ", create that one instead: it serves both");
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("column", tenant.column());
        evidence.put("setting", tenant.setting());
        evidence.put("rows", Long.toString(Math.round(table.rows())));
        evidence.put("sizeBytes", Long.toString(table.bytes()));
        evidence.put("ddl", measures.getFirst());
        return new Diagnosis(
                "tenant-column-without-index",
                table.rows() >= HIGH_ROWS ? Severity.HIGH : Severity.MEDIUM,
                table.name().toString(),
                List.of(tenant.column()),
                "No index begins with the tenant's column " + tenant.column() + " of " + table.name(),
                "Row-level security adds %s = current_setting('%s') to every statement on %s (about %.0f rows, %s), and no index begins with that column: a tenant reads the rows of all tenants."
                        .formatted(
                                tenant.column(),
                                tenant.setting(),
                                table.name(),
                                table.rows(),
                                IndexSizes.mebibytes(table.bytes())),
                measures,
                evidence);
    }
}
