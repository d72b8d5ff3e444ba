package io.belastbar.capacity.cost.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What tenants use up, and what a step of the price list provides. */
public enum Means {
    /** In bytes. */
    STORAGE,
    /** Of a database, at the same time. */
    CONNECTIONS,
    /** Requests or queries a second. */
    THROUGHPUT,
    /** How many tenants a stage of a plan is made for. */
    TENANTS;

    /** As documents call it. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Means ofKey(String key) {
        return of(key).orElseThrow(() -> new IllegalArgumentException("no means is called " + key));
    }

    /** By the name in a document. */
    public static Optional<Means> of(String key) {
        return Arrays.stream(values()).filter(means -> means.key().equals(key)).findFirst();
    }
}
