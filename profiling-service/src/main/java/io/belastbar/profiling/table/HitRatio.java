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
 * Which share of the blocks that were asked for was in shared buffers. A low one is no fault by itself: the operating system
 * caches too, and a database that was just started has read everything once. A finding below {@value #RATIO_MIN} needs
 * {@value #BLOCKS_MIN} blocks (8 GiB) read, several times the whole database, so that reading each once does not count.
 */
public final class HitRatio implements DatabaseCheck {
    static final double RATIO_MIN = 0.90;
    static final long BLOCKS_MIN = 1_048_576;
    static final double TIMES_READ_MIN = 3;

    private static final String TOTAL = """
            SELECT blks_hit AS hit, blks_read AS read, pg_database_size(oid) AS bytes,
                   current_setting('block_size')::bigint AS block,
                   pg_size_bytes(current_setting('shared_buffers')) AS buffers
            FROM pg_stat_database JOIN pg_database USING (datname)
            WHERE datname = current_database()
            """;

    private static final String TABLES = """
            SELECT schemaname || '.' || relname AS table, coalesce(heap_blks_read, 0) AS blocks_read,
                   heap_blks_hit::float8 / nullif(heap_blks_hit + heap_blks_read, 0) AS hit_ratio,
                   idx_blks_hit::float8 / nullif(idx_blks_hit + idx_blks_read, 0) AS index_hit_ratio
            FROM pg_statio_user_tables WHERE coalesce(heap_blks_hit, 0) + coalesce(heap_blks_read, 0) > 0
            ORDER BY 2 DESC, 1
            """;

    @Override
    public String name() {
        return "hit-ratio";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        TargetRow total = session.rows(TOTAL).getFirst();
        long asked = total.whole("hit") + total.whole("read");
        double ratio = asked == 0 ? 1 : (double) total.whole("hit") / asked;
        boolean low = ratio < RATIO_MIN
                && total.whole("read") >= BLOCKS_MIN
                && total.whole("read") * total.whole("block") >= TIMES_READ_MIN * total.whole("bytes");
        return new CheckReport(
                name(),
                String.format(Locale.ROOT, "%.1f %% of the blocks were found in shared buffers", 100 * ratio),
                List.of(),
                session.rows(TABLES).stream().map(TargetRow::values).toList(),
                low ? List.of(diagnosis(total, ratio)) : List.of());
    }

    private static Diagnosis diagnosis(TargetRow total, double ratio) {
        String percent = String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
        return new Diagnosis(
                "low-hit-ratio",
                Severity.MEDIUM,
                "shared_buffers",
                List.of(),
                "Only " + percent + " of the blocks were found in shared buffers",
                total.whole("read") + " blocks were read from the operating system; shared_buffers has "
                        + total.whole("buffers") / (1 << 20) + " MiB, the database "
                        + total.whole("bytes") / (1 << 20) + " MiB.",
                List.of(
                        "Look first at the statements that read most blocks (check top-statements): a missing index"
                                + " reads what nobody needs",
                        "Then raise shared_buffers, to a quarter of the memory at most"),
                Map.of("metric", "hit_ratio", "observed", percent));
    }
}
