package io.belastbar.budget.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.cache.Caches;
import io.belastbar.web.cache.TwoLayerCache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The budgets that are asked for often: each is read and rendered once a version. */
@ApplicationScoped
class BudgetCache {

    private static final Duration TTL = Duration.ofMinutes(10);

    private final BudgetRepository budgets;
    private final ObjectMapper json;
    private final TwoLayerCache<RenderedBudget> views;
    private final TwoLayerCache<StoredDocument> documents;

    BudgetCache(BudgetRepository budgets, ObjectMapper json, Caches caches) {
        this.budgets = budgets;
        this.json = json;
        this.views = caches.create("budget-views", RenderedBudget.class, TTL);
        this.documents = caches.create("budget-documents", StoredDocument.class, TTL);
    }

    /** The JSON view; null if the system promises nothing. */
    Uni<RenderedBudget> view(String system) {
        return views.get(system, this::render);
    }

    /** The newest version of a document; null if there is none. */
    Uni<StoredDocument> document(String system, String name) {
        return documents.get(
                key(system, name), missing -> budgets.latest(system, name).map(found -> found.orElse(null)));
    }

    /** Forgets a changed document and its budget. To be called after the commit. */
    Uni<Void> invalidate(String system, String name) {
        return views.invalidate(system).chain(() -> documents.invalidate(key(system, name)));
    }

    private Uni<RenderedBudget> render(String system) {
        return Uni.combine()
                .all()
                .unis(budgets.documents(system), budgets.latestPromises(system))
                .asTuple()
                .map(both -> both.getItem1().isEmpty()
                        ? null
                        : rendered(both.getItem1(), both.getItem2().orElseThrow()));
    }

    private RenderedBudget rendered(List<StoredDocument> stored, VersionedBudget budget) {
        Optional<StoredDocument> main = stored.stream()
                .filter(document -> document.name().equals(StoredDocument.MAIN))
                .findFirst();
        var view = BudgetView.of(stored, budget.version(), budget.budget());
        try {
            return new RenderedBudget(BudgetTags.view(main, budget.version()).value(), json.writeValueAsString(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view of records is always JSON", e);
        }
    }

    private static String key(String system, String name) {
        return system + "/" + name;
    }
}
