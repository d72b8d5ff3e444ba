package io.belastbar.profiling.table;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far databases are from running out of transaction ids. PostgreSQL itself vacuums from autovacuum_freeze_max_age on
 * (default 200 million) and stops writing at about 2,147 million: a finding from {@value #WARNING} ids on, when it cannot
 * keep up (PostgreSQL manual, 24.1.5).
 */
public final class TransactionAge implements DatabaseCheck {
    static final long WARNING = 1_000_000_000L;
    static final long CRITICAL = 1_600_000_000L;

    private static final long END = 2_147_483_647L;

    private static final String AGES = """
            SELECT datname::text AS database, greatest(age(datfrozenxid), mxid_age(datminmxid))::bigint AS age,
                   current_setting('autovacuum_freeze_max_age')::bigint AS freeze_max_age
            FROM pg_database ORDER BY 2 DESC, 1
            """;

    @Override
    public String name() {
        return "transaction-age";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<TargetRow> ages = session.rows(AGES);
        List<Diagnosis> old = ages.stream()
                .filter(age -> age.whole("age") >= WARNING)
                .map(TransactionAge::diagnosis)
                .toList();
        String summary = String.format(
                Locale.ROOT,
                old.isEmpty()
                        ? "No database runs out of transaction ids: the oldest has used %.0f %%"
                        : "Transaction ids run out: the oldest database has used %.0f %%",
                100.0 * ages.getFirst().whole("age") / END);
        return new CheckReport(
                name(), summary, List.of(), ages.stream().map(TargetRow::values).toList(), old);
    }

    private static Diagnosis diagnosis(TargetRow age) {
        String name = age.text("database");
        return new Diagnosis(
                "transaction-wraparound",
                age.whole("age") >= CRITICAL ? Severity.CRITICAL : Severity.HIGH,
                name,
                List.of(),
                "Database " + name + " runs out of transaction ids",
                age.whole("age") + " of about 2,147 million are used since its oldest row was frozen. At the end"
                        + " PostgreSQL refuses to write.",
                List.of(
                        "VACUUM (FREEZE); -- in that database, as its owner",
                        "Look for what keeps old rows: open transactions, replication slots, prepared transactions"),
                Map.of("age", "" + age.whole("age")));
    }
}
