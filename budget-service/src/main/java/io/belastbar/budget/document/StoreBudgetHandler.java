package io.belastbar.budget.document;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores a budget as the next version, or finds that it is stored already. */
@ApplicationScoped
class StoreBudgetHandler {

    private final Pool pool;
    private final BudgetRepository budgets;
    private final AuditRepository audit;

    StoreBudgetHandler(Pool pool, BudgetRepository budgets, AuditRepository audit) {
        this.pool = pool;
        this.budgets = budgets;
        this.audit = audit;
    }

    /** Stores a draft if {@code ifMatch} allows it; identical content makes no new version. */
    Uni<Outcome> store(BudgetDraft draft, String ifMatch, String author) {
        return pool.withTransaction(transaction -> budgets.lock(transaction, draft.system())
                .chain(() -> budgets.latest(transaction, draft.system()))
                .chain(latest -> storeAfter(transaction, latest, draft, ifMatch, author)));
    }

    private Uni<Outcome> storeAfter(
            SqlConnection transaction,
            Optional<StoredBudget> latest,
            BudgetDraft draft,
            String ifMatch,
            String author) {
        ConditionalResponses.requireMatch(
                ifMatch == null ? null : BudgetTags.asDocument(ifMatch),
                latest.map(BudgetTags::document).orElse(null));
        if (latest.isPresent() && latest.get().sha256().equals(draft.sha256())) {
            return Uni.createFrom().item(new Outcome(latest.get(), false));
        }
        var version = latest.map(StoredBudget::version).orElse(0) + 1;
        var detail = "version " + version + ", sha256 " + draft.sha256();
        return budgets.insert(transaction, draft, version, author)
                .call(() -> audit.record(transaction, author, "store budget", draft.system(), detail))
                .map(stored -> new Outcome(stored, true));
    }

    /** What is stored now, and whether this made it so. */
    record Outcome(StoredBudget stored, boolean changed) {

        boolean created() {
            return changed && stored.version() == 1;
        }

        Etag etag() {
            return BudgetTags.document(stored);
        }
    }
}
