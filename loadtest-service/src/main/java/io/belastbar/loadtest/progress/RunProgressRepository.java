package io.belastbar.loadtest.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The points of every run. */
@Singleton
public class RunProgressRepository extends ProgressRepository<RunProgress> {

    private final Pool pool;

    RunProgressRepository(Pool pool, ObjectMapper json) {
        super(pool, json, RunProgress.class, "run_progress", "run_id");
        this.pool = pool;
    }

    /** When the first request of a run was due, as its first point says; empty before that, and once points were removed. */
    public Uni<Optional<Instant>> loadBeganAt(UUID run) {
        return pool.preparedQuery("""
                        SELECT point ->> 'at', (point ->> 'elapsedMs')::bigint
                          FROM run_progress WHERE run_id = $1 ORDER BY position LIMIT 1""").execute(Tuple.of(run)).map(rows -> {
            for (var row : rows) {
                return Optional.of(Instant.parse(row.getString(0)).minusMillis(row.getLong(1)));
            }
            return Optional.empty();
        });
    }
}
