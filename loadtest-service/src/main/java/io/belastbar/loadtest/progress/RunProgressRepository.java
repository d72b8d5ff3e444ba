package io.belastbar.loadtest.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressRepository;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** The points of every run. */
@Singleton
public class RunProgressRepository extends ProgressRepository<RunProgress> {

    RunProgressRepository(Pool pool, ObjectMapper json) {
        super(pool, json, RunProgress.class, "run_progress", "run_id");
    }
}
