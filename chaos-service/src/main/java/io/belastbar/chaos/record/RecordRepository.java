package io.belastbar.chaos.record;

import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordLine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Records in PostgreSQL: entries and heads are added, and never changed. */
@ApplicationScoped
public class RecordRepository {
    private final Pool pool;

    RecordRepository(Pool pool) {
        this.pool = pool;
    }

    /** Appends entries after the last; other transactions of the game day wait until this one ends. */
    Uni<Void> append(SqlConnection transaction, UUID gameDay, List<RecordEntry> entries) {
        return lock(transaction, gameDay)
                .chain(() -> position(transaction, gameDay))
                .chain(position -> insert(transaction, lines(gameDay, position, entries)))
                .chain(() -> note(transaction, gameDay, entries));
    }

    // By a statement of its own: the next one sees what whoever held the lock has committed.
    private static Uni<Void> lock(SqlConnection transaction, UUID gameDay) {
        return transaction
                .preparedQuery("""
                        SELECT pg_advisory_xact_lock(
                            hashtextextended('record ' || current_schema() || $1::text, 0))""")
                .execute(Tuple.of(gameDay.toString()))
                .replaceWithVoid();
    }

    Uni<ChainPosition> position(SqlConnection transaction, UUID gameDay) {
        return transaction.preparedQuery("""
                        SELECT number, hash FROM record_entry WHERE game_day = $1
                        ORDER BY number DESC LIMIT 1""").execute(Tuple.of(gameDay)).map(rows -> stream(rows)
                .findFirst()
                .map(row -> new ChainPosition(row.getLong("number"), new ChainHash(row.getString("hash"))))
                .orElse(ChainPosition.START));
    }

    private static List<EntryLine> lines(UUID gameDay, ChainPosition position, List<RecordEntry> entries) {
        List<EntryLine> lines = new ArrayList<>();
        long number = position.entries();
        ChainHash hash = position.hash();
        for (RecordEntry entry : entries) {
            EntryLine line = EntryLine.next(gameDay, ++number, hash, entry);
            hash = line.hash();
            lines.add(line);
        }
        return lines;
    }

    private static Uni<Void> insert(SqlConnection transaction, List<EntryLine> lines) {
        List<Tuple> rows = lines.stream()
                .map(line -> Tuple.of(
                        line.gameDay(),
                        line.number(),
                        line.entry().kind(),
                        line.text(),
                        line.hash().hex()))
                .toList();
        return transaction.preparedQuery("""
                        INSERT INTO record_entry (game_day, number, kind, line, hash)
                        VALUES ($1, $2, $3, $4, $5)""").executeBatch(rows).replaceWithVoid();
    }

    /** First and last entry say of which system the record is, and how it ended. */
    private static Uni<Void> note(SqlConnection transaction, UUID gameDay, List<RecordEntry> entries) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (RecordEntry entry : entries) {
            switch (entry.kind()) {
                case RecordEntry.STARTED -> noted = noted.chain(() -> noteStart(transaction, gameDay, entry));
                case RecordEntry.FINISHED -> noted = noted.chain(() -> noteEnd(transaction, gameDay, entry));
                default -> {}
            }
        }
        return noted;
    }

    private static Uni<Void> noteStart(SqlConnection transaction, UUID gameDay, RecordEntry entry) {
        return transaction
                .preparedQuery("""
                        INSERT INTO recorded_game_day (game_day, system, runbook, started_at)
                        VALUES ($1, $2, $3, $4) ON CONFLICT (game_day) DO NOTHING""")
                .execute(Tuple.of(gameDay, text(entry, "system"), text(entry, "runbook"), utc(entry.at())))
                .replaceWithVoid();
    }

    private static Uni<Void> noteEnd(SqlConnection transaction, UUID gameDay, RecordEntry entry) {
        return transaction
                .preparedQuery("""
                        UPDATE recorded_game_day SET finished_at = $2, outcome = $3
                         WHERE game_day = $1 AND finished_at IS NULL""")
                .execute(Tuple.of(gameDay, utc(entry.at()), text(entry, "outcome")))
                .replaceWithVoid();
    }

    Uni<Void> insertHead(SqlConnection transaction, HeadLine head) {
        return transaction
                .preparedQuery("""
                        INSERT INTO record_head (game_day, entries, line) VALUES ($1, $2, $3)
                            ON CONFLICT (game_day, entries) DO NOTHING""")
                .execute(Tuple.of(head.head().gameDay(), head.head().entries(), head.text()))
                .replaceWithVoid();
    }

    /** Entries and heads in the order in which they stand in the file; empty if there is no such record. */
    Uni<StoredRecord> read(UUID gameDay) {
        return pool.preparedQuery("""
                        SELECT number AS place, 0 AS head, line FROM record_entry WHERE game_day = $1
                        UNION ALL SELECT entries, 1, line FROM record_head WHERE game_day = $1
                        ORDER BY place, head""")
                .execute(Tuple.of(gameDay))
                .map(rows -> new StoredRecord(
                        gameDay, stream(rows).map(row -> row.getString("line")).toList()));
    }

    /** The entries of some kinds, in their order, as the transaction sees them. */
    public Uni<List<RecordEntry>> entries(SqlConnection transaction, UUID gameDay, List<String> kinds) {
        return transaction
                .preparedQuery("SELECT line FROM record_entry WHERE game_day = $1 AND kind = ANY($2) ORDER BY number")
                .execute(Tuple.of(gameDay, kinds.toArray(String[]::new)))
                .map(rows -> entries(rows).stream().map(EntryLine::entry).toList());
    }

    /** The entries after a number, so many at most: an entry that is there never changes. */
    public Uni<List<EntryLine>> entries(UUID gameDay, long after, int limit) {
        return pool.preparedQuery("""
                        SELECT line FROM record_entry WHERE game_day = $1 AND number > $2
                        ORDER BY number LIMIT $3""").execute(Tuple.of(gameDay, after, limit)).map(RecordRepository::entries);
    }

    /** What can be read: a line that somebody spoiled is found by verifying, not here. */
    private static List<EntryLine> entries(RowSet<Row> rows) {
        return stream(rows)
                .map(row -> RecordLine.parse(row.getString("line").getBytes(StandardCharsets.UTF_8)))
                .flatMap(Optional::stream)
                .filter(EntryLine.class::isInstance)
                .map(EntryLine.class::cast)
                .toList();
    }

    /** That there is a record of a game day; empty if there is none. */
    public Uni<Optional<RecordedGameDay>> find(UUID gameDay) {
        return pool.preparedQuery("SELECT * FROM recorded_game_day WHERE game_day = $1")
                .execute(Tuple.of(gameDay))
                .map(rows -> stream(rows).map(RecordRepository::recorded).findFirst());
    }

    /** Those of a system that began in this time, the newest first. */
    public Uni<List<RecordedGameDay>> ofSystem(String system, Instant from, Instant to, int limit) {
        return pool.preparedQuery("""
                        SELECT * FROM recorded_game_day
                         WHERE system = $1 AND ($2::timestamptz IS NULL OR started_at >= $2) AND started_at < $3
                         ORDER BY started_at DESC, game_day LIMIT $4""")
                .execute(Tuple.of(system, from == null ? null : utc(from), utc(to), limit))
                .map(rows -> stream(rows).map(RecordRepository::recorded).toList());
    }

    /** Where a record stands now. */
    Uni<ChainPosition> position(UUID gameDay) {
        return pool.withConnection(connection -> position(connection, gameDay));
    }

    /** The lines of entries by their numbers, after one up to another, so many at most. */
    Uni<SortedMap<Long, String>> lines(UUID gameDay, long after, long upTo, int limit) {
        return pool.preparedQuery("""
                        SELECT number, line FROM record_entry WHERE game_day = $1 AND number > $2 AND number <= $3
                        ORDER BY number LIMIT $4""")
                .execute(Tuple.of(gameDay, after, upTo, limit))
                .map(rows -> byNumber(rows, "number"));
    }

    /** The lines of heads by how many entries they sign. */
    Uni<SortedMap<Long, String>> heads(UUID gameDay) {
        return pool.preparedQuery("SELECT entries, line FROM record_head WHERE game_day = $1")
                .execute(Tuple.of(gameDay))
                .map(rows -> byNumber(rows, "entries"));
    }

    private static SortedMap<Long, String> byNumber(RowSet<Row> rows, String number) {
        SortedMap<Long, String> lines = new TreeMap<>();
        rows.forEach(row -> lines.put(row.getLong(number), row.getString("line")));
        return lines;
    }

    /**
     * Deletes records of finished game days whose last entry is older than this moment, a limited number at a time. Nobody
     * can append meanwhile; what somebody appends to just now is left alone.
     *
     * @return how many game days are gone
     */
    Uni<Integer> prune(Instant before, int limit) {
        return pool.withTransaction(transaction -> old(transaction, before, limit)
                .chain(days -> days.length == 0 ? Uni.createFrom().item(0) : delete(transaction, days, before)));
    }

    private static Uni<UUID[]> old(SqlConnection transaction, Instant before, int limit) {
        return transaction
                .preparedQuery("""
                        WITH old AS MATERIALIZED (
                            SELECT game_day FROM recorded_game_day AS day
                             WHERE finished_at < $1 AND NOT EXISTS (
                                   SELECT 1 FROM record_entry WHERE game_day = day.game_day AND written_at >= $1)
                             ORDER BY finished_at LIMIT $2)
                        SELECT game_day FROM old WHERE pg_try_advisory_xact_lock(
                               hashtextextended('record ' || current_schema() || game_day::text, 0))""")
                .execute(Tuple.of(utc(before), limit))
                .map(rows -> stream(rows).map(row -> row.getUUID("game_day")).toArray(UUID[]::new));
    }

    // By a statement of its own: it sees what was appended before the locks were held.
    private static Uni<Integer> delete(SqlConnection transaction, UUID[] days, Instant before) {
        return transaction
                .preparedQuery("""
                        WITH old AS MATERIALIZED (
                            SELECT game_day FROM unnest($1::uuid[]) AS game_day WHERE NOT EXISTS (
                                   SELECT 1 FROM record_entry AS entry
                                    WHERE entry.game_day = game_day.game_day AND written_at >= $2)
                        ), heads AS (DELETE FROM record_head WHERE game_day IN (SELECT game_day FROM old)
                        ), entries AS (DELETE FROM record_entry WHERE game_day IN (SELECT game_day FROM old)
                        ), items AS (DELETE FROM action_item WHERE closed_at < $2)
                        DELETE FROM recorded_game_day WHERE game_day IN (SELECT game_day FROM old)""")
                .execute(Tuple.of(days, utc(before)))
                .map(RowSet::rowCount);
    }

    private static RecordedGameDay recorded(Row row) {
        return new RecordedGameDay(
                row.getUUID("game_day"),
                row.getString("system"),
                row.getString("runbook"),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("outcome")));
    }

    private static String text(RecordEntry entry, String name) {
        Object value = entry.content().get(name);
        return value == null ? "" : value.toString();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
