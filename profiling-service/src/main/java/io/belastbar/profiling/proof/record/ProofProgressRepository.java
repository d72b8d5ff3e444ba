package io.belastbar.profiling.proof.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The parts of every proof. */
@Singleton
public class ProofProgressRepository extends ProgressRepository<ProofProgress> {
    private final Pool pool;

    ProofProgressRepository(Pool pool, ObjectMapper json) {
        super(pool, json, ProofProgress.class, "index_proof_progress", "proof");
        this.pool = pool;
    }

    /** The id of the newest event; 0 for none. */
    public Uni<Long> last(UUID proof) {
        return pool.preparedQuery("SELECT coalesce(max(position), 0) FROM index_proof_progress WHERE proof = $1")
                .execute(Tuple.of(proof))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
