package io.belastbar.profiling.finding.history;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What happened to the findings. Entries are added, and the last one of a finding may be counted further; none goes. */
@ApplicationScoped
public class HistoryRepository {
    /** A column for queries of {@code finding}: its newest entries, the oldest of them first. */
    public static final String NEWEST = """
            (SELECT jsonb_agg(to_jsonb(entry) ORDER BY entry.position)
               FROM (SELECT * FROM finding_history WHERE finding = ordinal ORDER BY position DESC LIMIT %d) AS entry)
            AS history""".formatted(HistoryEntry.SHOWN_MAX);

    private final Pool pool;

    HistoryRepository(Pool pool) {
        this.pool = pool;
    }

    /** Writes entries of a finding that the transaction has locked. */
    public Uni<Void> save(SqlConnection transaction, int finding, List<HistoryEntry> entries) {
        return transaction
                .preparedQuery("""
                        INSERT INTO finding_history (finding, position, kind, at, by, from_status, to_status, reason,
                            until, severity, times, last_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        ON CONFLICT (finding, position)
                            DO UPDATE SET times = excluded.times, last_at = excluded.last_at
                            WHERE finding_history.kind IN ('SEEN_AGAIN', 'SYMPTOM_SEEN')
                        """)
                .executeBatch(entries.stream().map(entry -> row(finding, entry)).toList())
                .replaceWithVoid();
    }

    /** The entries of a finding, the newest first, from below a position. */
    public Uni<List<HistoryEntry>> page(String number, long below, int limit) {
        return pool.preparedQuery("""
                        SELECT to_jsonb(finding_history) AS entry FROM finding_history
                        WHERE finding = (SELECT ordinal FROM finding WHERE number = $1) AND position < $2::bigint ORDER BY position DESC LIMIT $3
                        """).execute(Tuple.of(number, below, limit)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> entry(row.getJsonObject("entry")))
                .toList());
    }

    /** What {@link #NEWEST} selected. */
    public static List<HistoryEntry> read(JsonArray entries) {
        return entries.stream().map(entry -> entry((JsonObject) entry)).toList();
    }

    private static HistoryEntry entry(JsonObject row) {
        return new HistoryEntry(
                row.getInteger("position"),
                HistoryEntry.Kind.valueOf(row.getString("kind")),
                instant(row, "at"),
                row.getString("by"),
                status(row, "from_status"),
                status(row, "to_status"),
                row.getString("reason"),
                instant(row, "until"),
                row.getString("severity") == null ? null : Severity.valueOf(row.getString("severity")),
                row.getInteger("times"),
                instant(row, "last_at"));
    }

    private static FindingStatus status(JsonObject row, String column) {
        return row.getString(column) == null ? null : FindingStatus.valueOf(row.getString(column));
    }

    private static Instant instant(JsonObject row, String column) {
        return row.getString(column) == null
                ? null
                : OffsetDateTime.parse(row.getString(column)).toInstant();
    }

    private static Tuple row(int finding, HistoryEntry entry) {
        List<Object> values = new ArrayList<>();
        values.add(finding);
        values.add(entry.position());
        values.add(entry.kind().name());
        values.add(entry.at().atOffset(ZoneOffset.UTC));
        values.add(entry.by());
        values.add(entry.from() == null ? null : entry.from().name());
        values.add(entry.to() == null ? null : entry.to().name());
        values.add(entry.reason());
        values.add(entry.until() == null ? null : entry.until().atOffset(ZoneOffset.UTC));
        values.add(entry.severity() == null ? null : entry.severity().name());
        values.add(entry.times());
        values.add(entry.lastAt().atOffset(ZoneOffset.UTC));
        return Tuple.tuple(values);
    }
}
