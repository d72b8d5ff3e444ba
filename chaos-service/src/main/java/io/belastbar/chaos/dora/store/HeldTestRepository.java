package io.belastbar.chaos.dora.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Game days as their records and approvals tell of them. Only reads: what is stored there belongs to others. */
@ApplicationScoped
public class HeldTestRepository {

    /** Of so many tests of a runbook that cover something the last one without a mark is looked for. */
    static final int COVERING_MAX = 20;

    private final Pool pool;

    HeldTestRepository(Pool pool) {
        this.pool = pool;
    }

    /** @param firstLine of the record, which says what was tested and how */
    public record Told(
            UUID gameDay,
            Instant startedAt,
            Optional<Instant> finishedAt,
            Optional<String> outcome,
            String firstLine) {}

    /** Of each runbook of a system the last that ended by a moment, and the last that say something. */
    public Uni<List<Told>> lastOfEach(String system, Instant by) {
        return pool.preparedQuery("""
                        SELECT held.*, entry.line
                          FROM (SELECT DISTINCT runbook FROM recorded_game_day WHERE system = $1) AS name
                         CROSS JOIN LATERAL (
                               (SELECT game_day, started_at, finished_at, outcome FROM recorded_game_day
                                 WHERE system = $1 AND runbook = name.runbook
                                   AND finished_at <= $3
                                 ORDER BY finished_at DESC, started_at DESC, game_day DESC LIMIT 1)
                               UNION
                               (SELECT game_day, started_at, finished_at, outcome FROM recorded_game_day
                                 WHERE system = $1 AND runbook = name.runbook
                                   AND finished_at <= $3 AND outcome IN ('PASSED', 'FAILED')
                                 ORDER BY finished_at DESC, started_at DESC, game_day DESC LIMIT $2)) AS held
                          JOIN record_entry AS entry ON entry.game_day = held.game_day AND entry.number = 1""")
                .execute(Tuple.of(system, COVERING_MAX, utc(by)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(HeldTestRepository::told)
                        .toList());
    }

    /** The ids of those that began in this time, the newest first. */
    public Uni<List<UUID>> between(String system, Instant from, Instant to, int limit) {
        return pool.preparedQuery("""
                        SELECT game_day FROM recorded_game_day
                         WHERE system = $1 AND ($2::timestamptz IS NULL OR started_at >= $2) AND started_at < $3
                         ORDER BY started_at DESC, game_day LIMIT $4""")
                .execute(Tuple.of(system, from == null ? null : utc(from), utc(to), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList());
    }

    /** The lines of a record without its heads; empty if there is none. */
    public Uni<List<String>> lines(UUID gameDay) {
        return pool.preparedQuery("SELECT line FROM record_entry WHERE game_day = $1 ORDER BY number")
                .execute(Tuple.of(gameDay))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /**
     * Who approved faults that are described so, by approvals that counted in this time.
     *
     * @param faults {@code postgres-kill at smartbav-control}, as approvals are asked for
     */
    public Uni<List<String>> approvedBy(String system, List<String> faults, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT DISTINCT given.approved_by
                          FROM approval_request AS asked JOIN approval AS given USING (system, hash)
                         WHERE asked.system = $1 AND asked.what = ANY($2)
                           AND given.approved_at <= $4 AND given.expires_at > $3""")
                .execute(Tuple.of(system, faults.toArray(String[]::new), utc(from), utc(to)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    private static Told told(Row row) {
        return new Told(
                row.getUUID("game_day"),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("outcome")),
                row.getString("line"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
