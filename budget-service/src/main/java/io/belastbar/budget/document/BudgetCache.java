package io.belastbar.budget.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.LayeredCache;
import io.belastbar.cache.NewestCache;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.http.Etag;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;

/**
 * The budgets that are asked for often: each is read and rendered once a version. PostgreSQL says which version is in
 * force, so that nobody answers a predecessor; while it cannot say, the newest version that is known counts.
 */
@ApplicationScoped
class BudgetCache {

    private static final Duration TTL = Duration.ofDays(1);
    private static final Duration LOOK_UP_MAX = Duration.ofSeconds(2);

    private final Budgets budgets;
    private final ObjectMapper json;
    private final Duration lookUpMax;
    private final LayeredCache<RenderedBudget> views;
    private final LayeredCache<StoredDocument> documents;
    private final NewestCache<Integer> newest;

    @Inject
    BudgetCache(Budgets budgets, ObjectMapper json, Caches caches) {
        this(budgets, json, caches, LOOK_UP_MAX);
    }

    /** @param lookUpMax how long PostgreSQL may take to say which version is in force */
    BudgetCache(Budgets budgets, ObjectMapper json, Caches caches, Duration lookUpMax) {
        this.budgets = budgets;
        this.json = json;
        this.lookUpMax = lookUpMax;
        this.views = caches.create("budget-views", RenderedBudget.class, TTL);
        this.documents = caches.create("budget-documents", StoredDocument.class, TTL);
        this.newest = caches.newest("budget-versions", Integer.class, TTL, Comparator.naturalOrder());
    }

    /** The JSON view; null if the system promises nothing. */
    Uni<RenderedBudget> view(String system) {
        return current(system, views, version -> CacheKey.of(system, version), version -> render(system, version));
    }

    /** The JSON view of a version; null if there is none. */
    Uni<RenderedBudget> view(String system, int version) {
        return views.get(CacheKey.of(system, version), () -> render(system, version));
    }

    /** The document in force; null if there is none. */
    Uni<StoredDocument> document(String system, String name) {
        return current(system, documents, version -> CacheKey.of(system, name, version), version -> budgets.document(
                        system, name, version)
                .map(found -> found.orElse(null)));
    }

    /** A version was committed: no older one may be answered from now on, whatever becomes of PostgreSQL. */
    Uni<Void> committed(StoredDocument stored) {
        return newest.put(CacheKey.of(stored.system()), stored.version());
    }

    private <T> Uni<T> current(
            String system, LayeredCache<T> cache, Function<Integer, CacheKey> key, Function<Integer, Uni<T>> loader) {
        return budgets.newestVersion(system)
                .ifNoItem()
                .after(lookUpMax)
                .fail()
                .chain(version -> version == 0
                        ? Uni.createFrom().nullItem()
                        : learn(system, version)
                                .chain(() -> cache.get(key.apply(version), () -> loader.apply(version))))
                .onFailure()
                .recoverWithUni(away -> known(system, away)
                        .chain(version -> cache.get(
                                key.apply(version), () -> Uni.createFrom().failure(away))));
    }

    private Uni<Void> learn(String system, int version) {
        return newest.put(CacheKey.of(system), version);
    }

    private Uni<Integer> known(String system, Throwable away) {
        return newest.newest(CacheKey.of(system))
                .map(known -> known.orElse(null))
                .onItem()
                .ifNull()
                .failWith(away);
    }

    private Uni<RenderedBudget> render(String system, int version) {
        return budgets.promises(system, version)
                .map(found -> found.filter(budget -> !budget.parts().isEmpty())
                        .map(this::rendered)
                        .orElse(null));
    }

    private RenderedBudget rendered(VersionedBudget budget) {
        var main = budget.parts().stream()
                .map(VersionedBudget.Part::document)
                .filter(document -> document.name().equals(BudgetKind.MAIN))
                .map(StoredDocument::etag)
                .findFirst()
                .orElse(new Etag("none"));
        var tag = StoredDocument.viewEtag(main, budget.version()).value();
        try {
            return new RenderedBudget(tag, json.writeValueAsString(BudgetView.of(budget)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view of records is always JSON", e);
        }
    }
}
