package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores measurement sources as the next version, or finds that they are stored already. */
@ApplicationScoped
class StoreSourcesHandler {

    private final Pool pool;
    private final MeasurementSourcesRepository sources;
    private final AuditRepository audit;

    StoreSourcesHandler(Pool pool, MeasurementSourcesRepository sources, AuditRepository audit) {
        this.pool = pool;
        this.sources = sources;
        this.audit = audit;
    }

    /** What is stored now, and whether this made it so. */
    record Outcome(StoredSources stored, boolean changed) {}

    /** Stores a document that was understood, if {@code ifMatch} allows it. */
    Uni<Outcome> store(String system, String content, String ifMatch, String author) {
        return pool.withTransaction(transaction -> sources.lock(transaction, system)
                .chain(() -> sources.latest(transaction, system))
                .chain(latest -> storeAfter(transaction, system, latest, content, ifMatch, author)));
    }

    private Uni<Outcome> storeAfter(
            SqlConnection transaction,
            String system,
            Optional<StoredSources> latest,
            String content,
            String ifMatch,
            String author) {
        ConditionalResponses.requireMatch(
                ifMatch, latest.map(StoreSourcesHandler::tag).orElse(null));
        if (latest.isPresent() && latest.get().content().equals(content)) {
            return Uni.createFrom().item(new Outcome(latest.get(), false));
        }
        var version = latest.map(StoredSources::version).orElse(0) + 1;
        return sources.insert(transaction, system, version, content, author)
                .call(() -> sources.makeDue(transaction, system))
                .call(() ->
                        audit.record(transaction, author, "store measurement sources", system, "version " + version))
                .map(stored -> new Outcome(stored, true));
    }

    static Etag tag(StoredSources stored) {
        return Etag.of(stored.version() + "\n" + stored.content());
    }
}
