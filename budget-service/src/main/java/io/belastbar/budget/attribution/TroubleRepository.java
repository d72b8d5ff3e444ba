package io.belastbar.budget.attribution;

import io.belastbar.budget.attribution.Trouble.Cause;
import io.belastbar.budget.objective.Dependency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** When breakers were OPEN and when faults made a target slow, as events told. */
@ApplicationScoped
class TroubleRepository {

    private final Pool pool;

    TroubleRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Notes that trouble began.
     *
     * @param system whose dependency it is; null if nobody said
     * @param name of the breaker, or of the target that a fault slows down
     * @param source the breaker's instance, or the fault; the game day where the event names no fault
     * @param until when it is over if nobody says so
     */
    Uni<Void> begin(
            SqlClient client, String system, Cause cause, String name, String source, Instant from, Instant until) {
        return client.preparedQuery("""
                        INSERT INTO dependency_trouble (cause, name, source, from_at, to_at, system)
                        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(
                        cause.name(),
                        name,
                        source,
                        from.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC),
                        system))
                .replaceWithVoid();
    }

    /** Notes that the newest trouble of a source is over. */
    Uni<Void> end(SqlClient client, Cause cause, String name, String source, Instant at) {
        return client.preparedQuery("""
                        UPDATE dependency_trouble SET to_at = $4, ended = true
                         WHERE cause = $1 AND name = $2 AND source = $3
                           AND from_at = (SELECT max(from_at) FROM dependency_trouble
                                           WHERE cause = $1 AND name = $2 AND source = $3 AND from_at < $4)
                           AND NOT ended""")
                .execute(Tuple.of(cause.name(), name, source, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The trouble of a system's dependency that touches a time; where nobody said whose it is, it may be this system's. */
    Uni<List<Trouble>> of(String system, Dependency dependency, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT cause, from_at, to_at FROM dependency_trouble
                         WHERE ((cause = 'BREAKER_OPEN' AND name = $1) OR (cause = 'SLOW' AND name = $2))
                           AND from_at < $4 AND to_at > $3 AND (system IS NULL OR system = $5)
                         ORDER BY from_at""")
                .execute(Tuple.of(
                        dependency.name(),
                        dependency.target(),
                        from.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC),
                        system))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Trouble(
                                dependency.name(),
                                Cause.valueOf(row.getString(0)),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getOffsetDateTime(2).toInstant()))
                        .toList());
    }
}
