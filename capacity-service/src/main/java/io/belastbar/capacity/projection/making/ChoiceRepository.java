package io.belastbar.capacity.projection.making;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Which method carries each series on. */
@ApplicationScoped
public class ChoiceRepository {
    private static final Logger LOG = Logger.getLogger(ChoiceRepository.class);

    private final Pool pool;

    ChoiceRepository(Pool pool) {
        this.pool = pool;
    }

    /** The choice that is kept; empty if there is none, or none that this version reads. */
    Uni<Optional<KeptChoice>> find(String system, String metric) {
        return pool.preparedQuery("SELECT document FROM forecast_choice WHERE system = $1 AND metric = $2")
                .execute(Tuple.of(system, metric))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .flatMap(row -> parse(row.getBuffer("document").getBytes(), metric)));
    }

    /** Keeps one in the place of an older one. */
    Uni<Void> store(String system, String metric, KeptChoice kept) {
        return pool.preparedQuery("""
                        INSERT INTO forecast_choice (system, metric, chosen_at, document) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (system, metric) DO UPDATE
                        SET chosen_at = excluded.chosen_at, document = excluded.document
                        WHERE forecast_choice.chosen_at <= excluded.chosen_at
                        """)
                .execute(Tuple.of(system, metric, kept.chosenAt().atOffset(ZoneOffset.UTC))
                        .addBuffer(Buffer.buffer(ChoiceFormat.write(kept))))
                .replaceWithVoid();
    }

    private static Optional<KeptChoice> parse(byte[] document, String metric) {
        try {
            return Optional.of(ChoiceFormat.read(document));
        } catch (IllegalStateException unreadable) {
            LOG.warnf(
                    "A kept choice is not read, the method is chosen anew: metric=%s reason=%s",
                    metric, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
