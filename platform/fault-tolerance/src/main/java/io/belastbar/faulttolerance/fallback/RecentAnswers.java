package io.belastbar.faulttolerance.fallback;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded memory of answers; the one not used for the longest is forgotten first. */
final class RecentAnswers {
    private record Kept(Object value, Instant at) {}

    private final Map<String, Kept> entries;
    private final Duration maxAge;

    RecentAnswers(int capacity, Duration maxAge) {
        this.maxAge = maxAge;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized void remember(String key, Object value, Instant at) {
        entries.put(key, new Kept(value, at));
    }

    /** The answer, when it is of this type and young enough. */
    synchronized <T> Optional<Answer<T>> recall(String key, Class<T> type, Instant now) {
        Kept entry = entries.get(key);
        if (entry == null || !type.isInstance(entry.value())) {
            return Optional.empty();
        }
        if (entry.at().plus(maxAge).isBefore(now)) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(new Answer<>(type.cast(entry.value()), true, entry.at()));
    }
}
