package io.belastbar.chaos.dora.notice;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** What was told of tests that are due; stored and told in one transaction. */
@ApplicationScoped
public class NoticeRepository {
    private final Pool pool;
    private final OutboxRepository outbox;

    NoticeRepository(Pool pool, OutboxRepository outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** What is not over. */
    public Uni<List<Notice>> open(String system) {
        return pool.preparedQuery("SELECT * FROM resilience_notice WHERE system = $1 AND over_at IS NULL"
                        + " ORDER BY runbook, kind")
                .execute(Tuple.of(system))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(NoticeRepository::notice)
                        .toList());
    }

    /**
     * False if somebody else was first: then nothing is told. Nor is told of a test that somebody who looked later found
     * covered: who looked before him may come after him.
     *
     * @param now when was looked
     */
    public Uni<Boolean> apply(String system, NoticeChange change, Instant now) {
        return pool.withTransaction(
                transaction -> oneAfterAnother(transaction, system).chain(() -> switch (change) {
                    case NoticeChange.Raise raise ->
                        insert(transaction, system, raise, now)
                                .call(first -> first
                                        ? outbox.append(transaction, NoticeFindings.raised(system, raise, now))
                                        : Uni.createFrom().voidItem());
                    case NoticeChange.Resolve resolve ->
                        end(transaction, resolve, now)
                                .call(first -> first
                                        ? outbox.append(transaction, NoticeFindings.resolved(resolve, now))
                                        : Uni.createFrom().voidItem());
                }));
    }

    /** Without it an insert would not see what another transaction is about to end. */
    private static Uni<Void> oneAfterAnother(SqlConnection transaction, String system) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('resilience_notice'), hashtext($1))")
                .execute(Tuple.of(system))
                .replaceWithVoid();
    }

    private static Uni<Boolean> insert(
            SqlConnection transaction, String system, NoticeChange.Raise raise, Instant now) {
        return transaction
                .preparedQuery("""
                        INSERT INTO resilience_notice (system, runbook, kind, due_at, raised_at)
                        SELECT $1, $2, $3, $4, $5
                         WHERE NOT EXISTS (SELECT FROM resilience_notice
                                            WHERE system = $1 AND runbook = $2 AND kind = $3 AND due_at = $4
                                              AND over_at >= $5)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.tuple()
                        .addString(system)
                        .addString(raise.row().runbook())
                        .addString(raise.kind().name())
                        .addOffsetDateTime(raise.due().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Boolean> end(SqlConnection transaction, NoticeChange.Resolve resolve, Instant now) {
        Notice notice = resolve.notice();
        return transaction
                .preparedQuery("""
                        UPDATE resilience_notice SET over_at = $5, because = $6
                         WHERE system = $1 AND runbook = $2 AND kind = $3 AND due_at = $4 AND over_at IS NULL""")
                .execute(Tuple.tuple()
                        .addString(notice.system())
                        .addString(notice.runbook())
                        .addString(notice.kind().name())
                        .addOffsetDateTime(notice.due().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                        .addString(resolve.because()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.getString("system"),
                row.getString("runbook"),
                Notice.Kind.valueOf(row.getString("kind")),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getOffsetDateTime("raised_at").toInstant());
    }
}
