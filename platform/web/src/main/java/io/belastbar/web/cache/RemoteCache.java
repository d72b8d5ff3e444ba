package io.belastbar.web.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** The lower layer, shared by instances. No call fails: a layer that is away looks like an empty one. */
interface RemoteCache {

    /** The stored text, or null. */
    Uni<String> get(String key);

    /** Stores a text; answers whether it is stored. */
    Uni<Boolean> set(String key, String value, Duration ttl);

    /** Removes a key; answers whether the layer did. */
    Uni<Boolean> remove(String key);

    /** Tells all instances; answers whether the layer took the message. */
    Uni<Boolean> publish(String channel, String message);
}
