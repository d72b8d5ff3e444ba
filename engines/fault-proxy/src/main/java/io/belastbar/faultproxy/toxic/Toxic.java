package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.Segment;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A toxic of a proxy.
 *
 * @param name of its own within the proxy
 * @param toxicity the share of connections that it takes hold of, 0 to 1
 * @param attributes all of the type, by name
 * @param ttlMs milliseconds after which it goes by itself; 0 for never
 */
public record Toxic(
        String name, EffectType type, Direction direction, double toxicity, Map<String, Long> attributes, long ttlMs) {
    public Toxic {
        attributes = type.complete(attributes);
        // Attributes that do not fit each other are refused here, before anything is changed
        type.effect(attributes);
    }

    /** What Toxiproxy calls a toxic that nobody named. */
    public static String defaultName(EffectType type, Direction direction) {
        return type.text() + "_" + direction.text();
    }

    /**
     * Its place in the chain of one connection.
     *
     * @param lot of this connection for this toxic, 0 up to but not including 1: a toxicity of 0 takes hold of none, of 1 of
     *     all, and a greater toxicity of all that a smaller one had
     */
    public Segment segment(double lot, RandomGenerator random) {
        Effect effect = type.effect(attributes);
        boolean acts = lot < toxicity;
        return new Segment(
                name, acts ? effect : "none", (now, former) -> acts ? effect.stage(now, random, former) : null);
    }
}
