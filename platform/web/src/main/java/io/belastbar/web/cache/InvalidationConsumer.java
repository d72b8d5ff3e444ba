package io.belastbar.web.cache;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Listens for invalidations. Subscribes again when Redis comes back, and then trusts nothing that is in memory. */
@ApplicationScoped
class InvalidationConsumer {

    private static final Logger LOG = Logger.getLogger(InvalidationConsumer.class);
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(250);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(5);

    private final Caches caches;
    private final ReactivePubSubCommands<String> redis;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile CompletableFuture<Void> subscribing = CompletableFuture.completedFuture(null);

    InvalidationConsumer(Caches caches, ReactiveRedisDataSource redis) {
        this.caches = caches;
        this.redis = redis.pubsub(String.class);
    }

    void start(@Observes StartupEvent event) {
        subscribe();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.set(true);
        subscribing.cancel(false);
    }

    private void subscribe() {
        AtomicBoolean lost = new AtomicBoolean();
        subscribing = redis.subscribe(Caches.INVALIDATIONS, caches::invalidated, () -> resume(lost), e -> resume(lost))
                .invoke(caches::forgetAll)
                .replaceWithVoid()
                .onFailure()
                .retry()
                .withBackOff(BACK_OFF_MIN, BACK_OFF_MAX)
                .indefinitely()
                .subscribeAsCompletionStage();
    }

    // The end of a connection is reported as its end, as an error, or as both.
    private void resume(AtomicBoolean lost) {
        if (lost.compareAndSet(false, true) && !stopped.get()) {
            LOG.warn("Cache invalidations lost their Redis connection; subscribing again");
            subscribe();
        }
    }
}
