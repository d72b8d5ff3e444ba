package io.belastbar.budget.escalation;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores escalation rules as the next version, or finds that they are stored already. */
@ApplicationScoped
class StoreRulesHandler {

    private final Pool pool;
    private final RulesRepository rules;
    private final AuditRepository audit;

    StoreRulesHandler(Pool pool, RulesRepository rules, AuditRepository audit) {
        this.pool = pool;
        this.rules = rules;
        this.audit = audit;
    }

    /** What is stored now, and whether this made it so. */
    record Outcome(StoredRules stored, boolean changed) {}

    /** Stores a document that was understood, if {@code ifMatch} allows it. */
    Uni<Outcome> store(String system, String content, String ifMatch, String author) {
        return pool.withTransaction(transaction -> rules.lock(transaction, system)
                .chain(() -> rules.latest(transaction, system))
                .chain(latest -> storeAfter(transaction, system, latest, content, ifMatch, author)));
    }

    private Uni<Outcome> storeAfter(
            SqlConnection transaction,
            String system,
            Optional<StoredRules> latest,
            String content,
            String ifMatch,
            String author) {
        ConditionalResponses.requireMatch(
                ifMatch, latest.map(StoredRules::content).map(Etag::of).orElse(null));
        if (latest.isPresent() && latest.get().content().equals(content)) {
            return Uni.createFrom().item(new Outcome(latest.get(), false));
        }
        var version = latest.map(StoredRules::version).orElse(0) + 1;
        return rules.insert(transaction, system, version, content, author)
                .call(() -> audit.record(transaction, author, "store escalation rules", system, "version " + version))
                .map(stored -> new Outcome(stored, true));
    }
}
