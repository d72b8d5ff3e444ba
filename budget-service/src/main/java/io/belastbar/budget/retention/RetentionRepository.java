package io.belastbar.budget.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Removes rows by their age, the oldest first and some at a time, so that no statement holds locks for long. */
@ApplicationScoped
class RetentionRepository {

    private final Pool pool;

    RetentionRepository(Pool pool) {
        this.pool = pool;
    }

    /** What is removed. */
    enum Grown {
        /** Series by series: there is no index by age alone. */
        VALUES("""
                DELETE FROM series_point WHERE point_id IN (
                  SELECT old.point_id FROM series, LATERAL (
                         SELECT point_id FROM series_point p
                          WHERE p.series_id = series.series_id AND at < $1
                          ORDER BY at LIMIT $2) AS old
                   LIMIT $2)"""),

        /** Branches come and go; main's series are as many as there are figures. Whoever writes to one is not disturbed. */
        SERIES("""
                DELETE FROM series WHERE series_id IN (
                  SELECT series_id FROM series
                   WHERE branch <> 'main' AND $1::timestamptz IS NOT NULL
                     AND NOT EXISTS (SELECT FROM series_point p WHERE p.series_id = series.series_id)
                   LIMIT $2 FOR UPDATE SKIP LOCKED)"""),

        RUNS("""
                DELETE FROM run_to_evaluate WHERE run_id IN (
                  SELECT run_id FROM run_to_evaluate run
                   WHERE noted_at < $1 AND state <> 'PENDING'
                     AND NOT EXISTS (SELECT FROM leased_work
                                      WHERE queue = 'evaluations' AND item = run.run_id)
                   ORDER BY noted_at LIMIT $2)"""),

        EVALUATIONS("""
                DELETE FROM evaluation WHERE evaluation_id IN (
                  SELECT evaluation_id FROM evaluation WHERE evaluated_at < $1 ORDER BY evaluated_at LIMIT $2)"""),

        /** With its messages. One that is told again, or whose message is on its way, is open. */
        ESCALATIONS("""
                WITH old AS (
                  SELECT escalation_id FROM escalation
                   WHERE last_seen_at < $1
                     AND NOT EXISTS (SELECT FROM escalation_delivery d
                                      WHERE d.escalation_id = escalation.escalation_id AND state = 'PENDING')
                     AND NOT EXISTS (SELECT FROM leased_work
                                      WHERE queue = 'reminders' AND item = escalation.escalation_id::text)
                   ORDER BY last_seen_at LIMIT $2 FOR UPDATE SKIP LOCKED),
                messages AS (DELETE FROM escalation_delivery USING old WHERE escalation_delivery.escalation_id = old.escalation_id)
                DELETE FROM escalation USING old WHERE escalation.escalation_id = old.escalation_id"""),

        SIGNALS("""
                DELETE FROM escalation_signal WHERE ctid = ANY (ARRAY (
                  SELECT ctid FROM escalation_signal WHERE at < $1 ORDER BY at LIMIT $2))"""),

        TROUBLES("""
                DELETE FROM dependency_trouble WHERE ctid = ANY (ARRAY (
                  SELECT ctid FROM dependency_trouble WHERE to_at < $1 ORDER BY to_at LIMIT $2))"""),

        /** Few rows, one for each promise: they have no index by age. A row that is raised meanwhile is looked at again. */
        ALERTS("""
                DELETE FROM alert WHERE status = 'OK' AND seen_at < $1 AND ctid = ANY (ARRAY (
                  SELECT ctid FROM alert WHERE status = 'OK' AND seen_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"""),

        CHANGES("""
                DELETE FROM change_point WHERE change_id IN (
                  SELECT change_id FROM change_point
                   WHERE detected_at < $1 AND state NOT IN ('SUSPECTED', 'CERTAIN')
                   ORDER BY detected_at LIMIT $2 FOR UPDATE SKIP LOCKED)""");

        private final String statement;

        Grown(String statement) {
            this.statement = statement;
        }
    }

    /** Removes what is older, {@code limit} of it at most, and says how many. */
    Uni<Integer> remove(Grown what, Instant before, int limit) {
        return pool.preparedQuery(what.statement)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }
}
