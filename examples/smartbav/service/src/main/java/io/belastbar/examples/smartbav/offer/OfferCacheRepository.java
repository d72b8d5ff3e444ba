package io.belastbar.examples.smartbav.offer;

import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.LayeredCache;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Offers, by organisation and id. They are never changed, so nothing has to be forgotten. */
@ApplicationScoped
class OfferCacheRepository {
    private final LayeredCache<Offer> cache;
    private final OfferRepository offers;

    OfferCacheRepository(Caches caches, OfferRepository offers, SmartbavConfig config) {
        this.cache = caches.create("offer", Offer.class, config.cache().offerTtl());
        this.offers = offers;
    }

    /** Fails with {@link Failure.NotFound} also when the offer belongs to another tenant. */
    Uni<Offer> get(String organizationId, String id) {
        return cache.get(CacheKey.of(organizationId, id), () -> offers.byId(organizationId, id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("offer", id))));
    }

    Uni<Offer> insert(String organizationId, String id, NewOffer offer, Price price) {
        return offers.insert(organizationId, id, offer, price)
                .call(made -> cache.put(CacheKey.of(organizationId, id), made));
    }
}
