package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis takes no more writes (OOM), while reads go on. Proves that a cache that cannot be written is passed by.
 *
 * @param credential the registered credential; {@code target}'s own unless another is named
 * @param before its limit and its way of making room, which the undo puts back; empty until it is settled
 */
public record RedisFull(String target, String credential, Optional<Before> before) implements FaultAction {
    public static final String TYPE = "redis-full";

    /** @param maxmemoryBytes 0: no limit */
    public record Before(long maxmemoryBytes, String policy) {}

    public static RedisFull read(ActionFields fields) {
        String target = fields.target();
        String credential = fields.optionalName("credential").orElse(target);
        return new RedisFull(target, credential, fields.isStored() ? before(fields) : Optional.empty());
    }

    private static Optional<Before> before(ActionFields fields) {
        return fields.optionalLong("maxmemoryBytesBefore")
                .flatMap(bytes -> fields.optionalName("policyBefore").map(policy -> new Before(bytes, policy)));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("credential", credential);
        before.ifPresent(was -> {
            all.put("maxmemoryBytesBefore", was.maxmemoryBytes());
            all.put("policyBefore", was.policy());
        });
        return all;
    }

    public RedisFull with(Before was) {
        return new RedisFull(target, credential, Optional.of(was));
    }
}
