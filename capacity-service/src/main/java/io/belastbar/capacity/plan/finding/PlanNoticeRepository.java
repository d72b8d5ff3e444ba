package io.belastbar.capacity.plan.finding;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What was told of plans; stored and told in one transaction. */
@ApplicationScoped
public class PlanNoticeRepository {
    private static final String SOURCE = "capacity-service";

    private final Pool pool;
    private final OutboxRepository outbox;

    PlanNoticeRepository(Pool pool, OutboxRepository outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** What is not over. */
    public Uni<List<PlanNotice>> open(String system) {
        return pool.preparedQuery("""
                        SELECT system, fingerprint, title, raised_at FROM plan_notice
                         WHERE system = $1 AND over_at IS NULL ORDER BY fingerprint""").execute(Tuple.of(system)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(PlanNoticeRepository::notice)
                .toList());
    }

    /** The systems of which something that was told is not over. */
    public Uni<List<String>> systems() {
        return pool.preparedQuery("SELECT DISTINCT system FROM plan_notice WHERE over_at IS NULL")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** False if somebody else was first, or told or ended it of a later look: then nothing is told. */
    public Uni<Boolean> apply(String system, NoticeChange change, Instant now) {
        return pool.withTransaction(
                transaction -> oneAfterAnother(transaction, system).chain(() -> switch (change) {
                    case NoticeChange.Raise raise ->
                        keep(transaction, system, raise.finding(), now)
                                .call(first -> first
                                        ? outbox.append(transaction, raised(system, raise.finding(), now))
                                        : Uni.createFrom().voidItem());
                    case NoticeChange.Resolve resolve ->
                        end(transaction, resolve.notice(), now)
                                .call(first -> first
                                        ? outbox.append(transaction, resolved(resolve.notice(), now))
                                        : Uni.createFrom().voidItem());
                }));
    }

    /** Without it an insert would not see what another transaction is about to end. */
    private static Uni<Void> oneAfterAnother(SqlConnection transaction, String system) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('plan_notice'), hashtext($1))")
                .execute(Tuple.of(system))
                .replaceWithVoid();
    }

    private static Uni<Boolean> keep(SqlConnection transaction, String system, PlanFinding finding, Instant now) {
        return transaction
                .preparedQuery("""
                        INSERT INTO plan_notice (system, fingerprint, title, raised_at) SELECT $1, $2, $3, $4
                         WHERE NOT EXISTS (SELECT FROM plan_notice
                                            WHERE system = $1 AND fingerprint = $2 AND over_at >= $4)
                        ON CONFLICT (system, fingerprint) WHERE over_at IS NULL
                        DO UPDATE SET title = excluded.title, raised_at = excluded.raised_at
                         WHERE plan_notice.title <> excluded.title AND plan_notice.raised_at <= excluded.raised_at""")
                .execute(Tuple.of(system, finding.fingerprint(system), finding.title(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Boolean> end(SqlConnection transaction, PlanNotice notice, Instant now) {
        return transaction
                .preparedQuery("""
                        UPDATE plan_notice SET over_at = $3
                         WHERE system = $1 AND fingerprint = $2 AND over_at IS NULL""")
                .execute(Tuple.of(notice.system(), notice.fingerprint(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static FindingRaised raised(String system, PlanFinding finding, Instant now) {
        return FindingRaised.of(finding.fingerprint(system), system, SOURCE)
                .raised(now, finding.severity())
                .category(finding.kind().category())
                .regulatoryReference(null)
                .component(finding.subject())
                .title(finding.title())
                .description(finding.description())
                .recommendedMeasures(finding.measures())
                .responsible(finding.responsible())
                .evidence(finding.evidence())
                .build();
    }

    private static FindingResolved resolved(PlanNotice notice, Instant now) {
        return new FindingResolved(
                notice.fingerprint(),
                notice.system(),
                SOURCE,
                now.isBefore(notice.raisedAt()) ? notice.raisedAt() : now,
                "The plan no longer says so, or its day has come: " + notice.title(),
                Map.of());
    }

    private static PlanNotice notice(Row row) {
        return new PlanNotice(
                row.getString("system"),
                row.getString("fingerprint"),
                row.getString("title"),
                row.getOffsetDateTime("raised_at").toInstant());
    }
}
