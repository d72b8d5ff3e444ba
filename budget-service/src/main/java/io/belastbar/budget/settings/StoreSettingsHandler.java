package io.belastbar.budget.settings;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Stores a document as its next version, or finds that it is stored already. */
@ApplicationScoped
public class StoreSettingsHandler {

    private final Pool pool;
    private final SettingsRepository settings;
    private final AuditRepository audit;

    StoreSettingsHandler(Pool pool, SettingsRepository settings, AuditRepository audit) {
        this.pool = pool;
        this.settings = settings;
        this.audit = audit;
    }

    /** What is stored now, and whether this made it so. */
    public record Outcome(StoredSettings stored, boolean changed) {

        public boolean created() {
            return changed && stored.version() == 1;
        }
    }

    /**
     * A document that was understood.
     *
     * @param ifMatch the header, null without
     */
    public record Draft(SettingsKind kind, String system, String content, String ifMatch, String author) {}

    /**
     * Stores a draft if its {@code ifMatch} allows it.
     *
     * @param afterwards in the same transaction, when there is a new version
     */
    public Uni<Outcome> store(Draft draft, Function<SqlConnection, Uni<Void>> afterwards) {
        return pool.withTransaction(transaction -> settings.lock(transaction, draft.kind(), draft.system())
                .chain(() -> settings.latest(transaction, draft.kind(), draft.system()))
                .chain(latest -> storeAfter(transaction, latest, draft, afterwards)));
    }

    private Uni<Outcome> storeAfter(
            SqlConnection transaction,
            Optional<StoredSettings> latest,
            Draft draft,
            Function<SqlConnection, Uni<Void>> afterwards) {
        ConditionalResponses.requireMatch(
                draft.ifMatch(), latest.map(StoredSettings::etag).orElse(null));
        if (latest.isPresent() && latest.get().content().equals(draft.content())) {
            return Uni.createFrom().item(new Outcome(latest.get(), false));
        }
        var version = latest.map(StoredSettings::version).orElse(0) + 1;
        return settings.insert(transaction, draft.kind(), draft.system(), version, draft.content(), draft.author())
                .call(() -> afterwards.apply(transaction))
                .call(() -> audit.record(
                        transaction,
                        draft.author(),
                        "store " + draft.kind().words(),
                        draft.system(),
                        "version " + version))
                .map(stored -> new Outcome(stored, true));
    }
}
