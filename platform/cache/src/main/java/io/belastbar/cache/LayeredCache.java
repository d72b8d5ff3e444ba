package io.belastbar.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Hot reads: memory in front, Redis behind it, the loader last. Concurrent misses of a key load once; the load belongs to
 * none of its callers, so that one who goes away takes nothing from the others.
 *
 * <p>Values are immutable. With a version in the key an entry never changes and is never wrong. Without one an answer is
 * at most as old as the cache's time to live, and the instance that called {@link #forget} answers no older value again.
 */
public final class LayeredCache<T> {

    private static final int FORGOTTEN_MAX = 10_000;

    private final EntryCache<T> layers;
    private final Duration loadTimeout;
    private final ConcurrentMap<String, CompletableFuture<T>> inFlight = new ConcurrentHashMap<>();
    // Another instance may still write the value from before into Redis: not read from there until that is over.
    private final Cache<String, Boolean> forgotten;

    LayeredCache(EntryCache<T> layers, Duration loadTimeout) {
        this.layers = layers;
        this.loadTimeout = loadTimeout;
        this.forgotten = Caffeine.newBuilder()
                .expireAfterWrite(layers.lifetime().length())
                .maximumSize(FORGOTTEN_MAX)
                .build();
    }

    /** The value of a key; a loader's null is answered and not kept, a loader's failure is passed on. */
    public Uni<T> get(CacheKey key, Supplier<Uni<T>> loader) {
        return Uni.createFrom().deferred(() -> {
            Entry<T> hit = layers.near(key.text());
            return hit == null
                    ? onCallersContext(load(key.text(), loader))
                    : Uni.createFrom().item(hit.value());
        });
    }

    /** Keeps a value that is new, so that nobody has to load it. Never fails. */
    public Uni<Void> put(CacheKey key, T value) {
        return Uni.createFrom().deferred(() -> {
            Entry<T> entry = layers.entry(value, layers.lifetime().end());
            layers.memory().put(key.text(), entry);
            return layers.share(key.text(), entry);
        });
    }

    /** Forgets a key here and in Redis. To be called after the change is committed. Never fails. */
    public Uni<Void> forget(CacheKey key) {
        return Uni.createFrom().deferred(() -> {
            forgotten.put(key.text(), true);
            inFlight.compute(key.text(), (same, running) -> {
                layers.memory().invalidate(same);
                return null;
            });
            return layers.removeFar(key.text());
        });
    }

    private Uni<T> load(String key, Supplier<Uni<T>> loader) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> running = inFlight.putIfAbsent(key, mine);
        if (running != null) {
            return Uni.createFrom().completionStage(running::copy);
        }
        find(key, loader, mine)
                .ifNoItem()
                .after(loadTimeout)
                .fail()
                .subscribeAsCompletionStage()
                .whenComplete((value, failure) -> end(key, mine, value, failure));
        return Uni.createFrom().completionStage(mine::copy);
    }

    private void end(String key, CompletableFuture<T> load, T value, Throwable failure) {
        inFlight.remove(key, load);
        if (failure == null) {
            load.complete(value);
        } else {
            load.completeExceptionally(failure);
        }
    }

    private Uni<T> find(String key, Supplier<Uni<T>> loader, CompletableFuture<T> load) {
        // A load that ended since this caller looked has left its value in memory.
        Entry<T> ended = layers.peek(key);
        boolean askRedis = ended == null && forgotten.getIfPresent(key) == null;
        long until = layers.lifetime().end();
        return (askRedis ? layers.far(key) : Uni.createFrom().item(ended))
                .invoke(found -> keep(key, found, load))
                .map(found -> found == null ? null : found.value())
                .onItem()
                .ifNull()
                .switchTo(() -> loader.get().call(value -> keepLoaded(key, value, until, load)));
    }

    private Uni<Void> keepLoaded(String key, T value, long until, CompletableFuture<T> load) {
        Entry<T> entry = value == null ? null : layers.entry(value, until);
        return keep(key, entry, load)
                ? layers.share(key, entry)
                : Uni.createFrom().voidItem();
    }

    /** Into memory, unless the key was forgotten since the load began. */
    private boolean keep(String key, Entry<T> entry, CompletableFuture<T> load) {
        if (entry == null) {
            return false;
        }
        return inFlight.computeIfPresent(key, (same, running) -> {
                    if (running == load) {
                        layers.memory().put(same, entry);
                    }
                    return running;
                })
                == load;
    }

    // A shared load ends on the thread of whoever began it; each caller goes on in its own context.
    private static <R> Uni<R> onCallersContext(Uni<R> shared) {
        Context context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
