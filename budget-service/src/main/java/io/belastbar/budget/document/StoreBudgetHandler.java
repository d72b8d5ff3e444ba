package io.belastbar.budget.document;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores a document as the next version of its budget, or finds that it is stored already; and takes one away. */
@ApplicationScoped
class StoreBudgetHandler {

    private final Pool pool;
    private final BudgetRepository budgets;
    private final BudgetCache cache;
    private final AuditRepository audit;

    StoreBudgetHandler(Pool pool, BudgetRepository budgets, BudgetCache cache, AuditRepository audit) {
        this.pool = pool;
        this.budgets = budgets;
        this.cache = cache;
        this.audit = audit;
    }

    /** Stores a draft if {@code ifMatch} allows it; identical content makes no new version. */
    Uni<Outcome> store(BudgetDraft draft, String ifMatch, String author) {
        return pool.withTransaction(transaction -> budgets.lock(transaction, draft.system())
                        .chain(() -> budgets.latest(transaction, draft.system(), draft.name()))
                        .chain(latest -> storeAfter(transaction, latest, draft, ifMatch, author)))
                .call(outcome -> outcome.changed()
                        ? cache.committed(outcome.stored())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Outcome> storeAfter(
            SqlConnection transaction,
            Optional<StoredDocument> latest,
            BudgetDraft draft,
            String ifMatch,
            String author) {
        requireMatch(ifMatch, latest);
        if (latest.isPresent() && latest.get().sha256().equals(draft.sha256())) {
            return Uni.createFrom().item(new Outcome(latest.get(), false, false));
        }
        return budgets.newestVersion(transaction, draft.system())
                .chain(newest -> budgets.insert(transaction, draft, newest + 1, author))
                .call(stored -> audit.record(transaction, author, "store budget", draft.system(), detail(stored)))
                .map(stored -> new Outcome(stored, true, latest.isEmpty()));
    }

    /**
     * Takes a document away.
     *
     * @throws NotFound if there is none
     */
    Uni<StoredDocument> remove(String system, String name, String ifMatch, String reason, String author) {
        return pool.withTransaction(transaction -> budgets.lock(transaction, system)
                        .chain(() -> budgets.latest(transaction, system, name))
                        .chain(latest -> removeLatest(transaction, latest, ifMatch, reason, author))
                        .onItem()
                        .ifNull()
                        .failWith(() -> new NotFound("budget document", system + "/" + name)))
                .call(cache::committed);
    }

    private Uni<StoredDocument> removeLatest(
            SqlConnection transaction, Optional<StoredDocument> latest, String ifMatch, String reason, String author) {
        requireMatch(ifMatch, latest);
        if (latest.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        var document = latest.get();
        return budgets.newestVersion(transaction, document.system())
                .chain(newest -> budgets.remove(transaction, document, newest + 1, author, reason))
                .call(gone ->
                        audit.record(transaction, author, "remove budget document", document.system(), detail(gone)));
    }

    private static void requireMatch(String ifMatch, Optional<StoredDocument> latest) {
        ConditionalResponses.requireMatch(
                ifMatch == null ? null : BudgetTags.asDocument(ifMatch),
                latest.map(StoredDocument::etag).orElse(null));
    }

    private static String detail(StoredDocument stored) {
        return stored.name() + ", version " + stored.version() + ", sha256 " + stored.sha256();
    }

    /**
     * What is stored now, and whether this made it so.
     *
     * @param created whether the document was not there before
     */
    record Outcome(StoredDocument stored, boolean changed, boolean created) {}
}
