package io.belastbar.loadtest.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Removes what is old of runs that have ended, some at a time; each answer is how much that was. The last run of a
 * scenario that measured something is what the next one is compared with: it stays, however old.
 */
@ApplicationScoped
class RetentionRepository {

    private final Pool pool;

    RetentionRepository(Pool pool) {
        this.pool = pool;
    }

    /** Runs that ended, or were imported, before this lose their seconds: from now on readers are told so. */
    Uni<Integer> markSeconds(Instant before, Instant now, int max) {
        return changed("""
                UPDATE test_run SET seconds_removed_at = $2 WHERE id IN (
                  SELECT id FROM test_run run
                   WHERE state = 'FINISHED' AND seconds_removed_at IS NULL
                     AND greatest(finished_at, requested_at) < $1
                     AND (verdict NOT IN ('PASSED', 'FAILED') OR EXISTS (
                          SELECT FROM test_run newer
                           WHERE newer.system = run.system AND newer.scenario = run.scenario
                             AND newer.verdict IN ('PASSED', 'FAILED') AND newer.requested_at > run.requested_at))
                   ORDER BY greatest(finished_at, requested_at) LIMIT $3)""", Tuple.of(before.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), max));
    }

    /** Seconds of the marked runs. */
    Uni<Integer> removeSeconds(int max) {
        return changed("""
                DELETE FROM run_second WHERE (run_id, second) IN (
                  SELECT run_id, second FROM test_run JOIN run_second ON run_id = id
                   WHERE seconds_removed_at IS NOT NULL AND seconds_left LIMIT $1)""", Tuple.of(max));
    }

    /** Points of the marked runs. */
    Uni<Integer> removeProgress(int max) {
        return changed("""
                DELETE FROM run_progress WHERE (run_id, position) IN (
                  SELECT run_id, position FROM test_run JOIN run_progress ON run_id = id
                   WHERE seconds_removed_at IS NOT NULL AND seconds_left LIMIT $1)""", Tuple.of(max));
    }

    /** Marked runs of which no second and no point is left. */
    Uni<Integer> closeSeconds() {
        return changed("""
                UPDATE test_run SET seconds_left = false
                 WHERE seconds_removed_at IS NOT NULL AND seconds_left
                   AND NOT EXISTS (SELECT FROM run_second WHERE run_id = id)
                   AND NOT EXISTS (SELECT FROM run_progress WHERE run_id = id)""", Tuple.tuple());
    }

    /** Runs that ended, or were imported, before this, with all that is kept of them; their seconds went before. */
    Uni<Integer> removeRuns(Instant before, int max) {
        return changed("""
                DELETE FROM test_run WHERE id IN (
                  SELECT id FROM test_run
                   WHERE NOT seconds_left AND greatest(finished_at, requested_at) < $1
                   ORDER BY greatest(finished_at, requested_at) LIMIT $2)""", Tuple.of(before.atOffset(ZoneOffset.UTC), max));
    }

    private Uni<Integer> changed(String statement, Tuple parameters) {
        return pool.preparedQuery(statement).execute(parameters).map(rows -> rows.rowCount());
    }
}
