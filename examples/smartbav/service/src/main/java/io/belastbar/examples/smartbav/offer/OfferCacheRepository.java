package io.belastbar.examples.smartbav.offer;

import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.cache.CacheRepository;
import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Offers, through {@code offer:<organisation>:<id>} in Redis. They are never changed, so nothing has to be forgotten. */
@ApplicationScoped
class OfferCacheRepository {
    private static final String CACHE = "offer";

    private final CacheRepository cache;
    private final OfferRepository offers;
    private final SmartbavConfig config;

    OfferCacheRepository(CacheRepository cache, OfferRepository offers, SmartbavConfig config) {
        this.cache = cache;
        this.offers = offers;
        this.config = config;
    }

    /** Fails with {@link Failure.NotFound} also when the offer belongs to another tenant. */
    Uni<Offer> get(String organizationId, String id) {
        return cache.find(CACHE, organizationId + ":" + id, Offer.class)
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : load(organizationId, id));
    }

    Uni<Offer> insert(String organizationId, String id, NewOffer offer, Price price) {
        return offers.insert(organizationId, id, offer, price).call(made -> remember(organizationId, made));
    }

    private Uni<Offer> load(String organizationId, String id) {
        return offers.byId(organizationId, id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("offer", id)))
                .call(offer -> remember(organizationId, offer));
    }

    private Uni<Void> remember(String organizationId, Offer offer) {
        return cache.put(
                CACHE, organizationId + ":" + offer.id(), offer, config.cache().offerTtl());
    }
}
