package io.belastbar.chaos.record.action;

import io.belastbar.chaos.record.action.ActionItem.Closed;
import io.belastbar.chaos.record.action.ActionItem.Plan;
import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Action items in PostgreSQL. */
@ApplicationScoped
public class ActionItemRepository {
    private final Pool pool;

    ActionItemRepository(Pool pool) {
        this.pool = pool;
    }

    /** Those that a game day of a runbook may change; no other transaction changes them until this one ends. */
    Uni<List<ActionItem>> ofRunbook(SqlConnection transaction, String system, String runbook) {
        return transaction
                .preparedQuery("SELECT * FROM action_item WHERE system = $1 AND retest = $2 ORDER BY id FOR UPDATE")
                .execute(Tuple.of(system, runbook))
                .map(ActionItemRepository::items);
    }

    /** What a game day showed, and what was written after it, as it stands now. */
    public Uni<List<ActionItem>> ofGameDay(UUID gameDay) {
        return pool.preparedQuery(
                        "SELECT * FROM action_item WHERE game_days @> ARRAY[$1::uuid] ORDER BY opened_at, id LIMIT 500")
                .execute(Tuple.of(gameDay))
                .map(ActionItemRepository::items);
    }

    /**
     * Those of a system, newest first.
     *
     * @param state all; or open ones only; or those that are open and were due before today
     */
    public Uni<List<ActionItem>> ofSystem(
            String system, ItemState state, LocalDate today, Instant before, UUID beforeId, int limit) {
        return pool.preparedQuery("""
                        SELECT * FROM action_item
                         WHERE system = $1 AND (opened_at, id) < ($5, $6)
                           AND ($2 OR closed_at IS NULL) AND ($3 OR due < $4)
                         ORDER BY opened_at DESC, id DESC LIMIT $7""")
                .execute(Tuple.from(new Object[] {
                    system, state == ItemState.ALL, state != ItemState.OVERDUE, today, utc(before), beforeId, limit
                }))
                .map(ActionItemRepository::items);
    }

    /** False if it is there already. */
    Uni<Boolean> insert(SqlConnection transaction, ActionItem item) {
        return transaction
                .preparedQuery("""
                        INSERT INTO action_item (id, fingerprint, system, runbook, source, subject, severity, owner, due,
                                                 retest, game_days, opened_at, opened_by)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING""")
                .execute(Tuple.from(new Object[] {
                    item.id(),
                    item.fingerprint(),
                    item.system(),
                    item.runbook(),
                    item.source().name(),
                    item.subject(),
                    item.severity().name(),
                    item.plan().owner(),
                    item.plan().due(),
                    item.plan().retest(),
                    item.gameDays().toArray(UUID[]::new),
                    utc(item.openedAt()),
                    item.openedBy()
                }))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A new one is inserted, one that is there stands as it is told. */
    Uni<Void> save(SqlConnection transaction, ActionItem item) {
        return insert(transaction, item)
                .chain(isNew -> isNew
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery("""
                                UPDATE action_item SET severity = $2, game_days = $3, closed_at = $4, closed_game_day = $5
                                 WHERE fingerprint = $1""")
                                .execute(Tuple.from(new Object[] {
                                    item.fingerprint(),
                                    item.severity().name(),
                                    item.gameDays().toArray(UUID[]::new),
                                    item.closed()
                                            .map(Closed::at)
                                            .map(ActionItemRepository::utc)
                                            .orElse(null),
                                    item.closed().map(Closed::gameDay).orElse(null)
                                }))
                                .replaceWithVoid());
    }

    private static List<ActionItem> items(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ActionItemRepository::item)
                .toList();
    }

    private static ActionItem item(Row row) {
        return new ActionItem(
                row.getUUID("id"),
                row.getString("system"),
                row.getString("runbook"),
                Source.valueOf(row.getString("source")),
                row.getString("subject"),
                Severity.valueOf(row.getString("severity")),
                new Plan(row.getString("owner"), row.getLocalDate("due"), row.getString("retest")),
                List.of(row.getArrayOfUUIDs("game_days")),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getString("opened_by"),
                Optional.ofNullable(row.getOffsetDateTime("closed_at"))
                        .map(at -> new Closed(at.toInstant(), row.getUUID("closed_game_day"))));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
