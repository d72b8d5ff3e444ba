package io.belastbar.loadtest.request;

import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/** The rows that the queue of runs has beside those that a test writes itself. */
final class RunRows {

    private RunRows() {}

    /** Its turn comes when those before it in the lane have ended; a lane of null is nobody's. */
    static void waits(Pool pool, UUID run, String lane) {
        Await.of(pool.preparedQuery("INSERT INTO leased_work (queue, item, lane) VALUES ('test-runs', $1, $2)")
                .execute(Tuple.of(run.toString(), lane)));
    }

    /** Held by an instance that is not there any more. */
    static void heldByADeadInstance(Pool pool, UUID run) {
        Await.of(pool.preparedQuery("""
                        INSERT INTO leased_work (queue, item, attempts, lease)
                        VALUES ('test-runs', $1, 1, nextval('leased_work_lease'))""").execute(Tuple.of(run.toString())));
    }

    /** As if another instance had taken it. */
    static void takeAway(Pool pool, UUID run) {
        Await.of(pool.preparedQuery("""
                        UPDATE leased_work SET lease = nextval('leased_work_lease')
                         WHERE queue = 'test-runs' AND item = $1""").execute(Tuple.of(run.toString())));
    }
}
