package io.belastbar.cache;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.Optional;

/**
 * What was last known of something that cannot be asked now. Each instance writes what it learns; a reader asks both
 * layers and takes the newer, so that no instance answers its own old value while Redis has another instance's new one.
 */
public final class NewestCache<T> {

    private final EntryCache<T> layers;
    private final Comparator<T> age;

    NewestCache(EntryCache<T> layers, Comparator<T> age) {
        this.layers = layers;
        this.age = age;
    }

    /** Keeps a value unless a newer one is known here. Never fails. */
    public Uni<Void> put(CacheKey key, T value) {
        return Uni.createFrom().deferred(() -> {
            Entry<T> entry = layers.entry(value, layers.lifetime().end());
            return newer(key.text(), entry) == entry
                    ? layers.share(key.text(), entry)
                    : Uni.createFrom().voidItem();
        });
    }

    /** The newest value that this instance or Redis knows. Never fails; without Redis it is this instance's. */
    public Uni<Optional<T>> newest(CacheKey key) {
        return layers.far(key.text())
                .map(far -> far == null ? layers.near(key.text()) : newer(key.text(), far))
                .map(entry -> Optional.ofNullable(entry).map(Entry::value));
    }

    private Entry<T> newer(String key, Entry<T> entry) {
        return layers.memory().asMap().merge(key, entry, this::newer);
    }

    /** Of two that are equally new, a life that was begun anew by half counts: to write each time would be dear. */
    private Entry<T> newer(Entry<T> known, Entry<T> other) {
        if (layers.lifetime().left(known.until()) <= 0) {
            return other;
        }
        int order = age.compare(known.value(), other.value());
        boolean refreshed =
                other.until() - known.until() > layers.lifetime().length().toMillis() / 2;
        return order < 0 || order == 0 && refreshed ? other : known;
    }
}
