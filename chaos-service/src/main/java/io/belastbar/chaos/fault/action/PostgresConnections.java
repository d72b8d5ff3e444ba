package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Connections of a database are used up: real ones, opened and held. Proves that the pools of the applications wait for a
 * bounded time, and that a full database is not taken for a broken one.
 *
 * @param connections how many; empty: as many as the database gives
 * @param credential the registered credential as which they are opened; {@code target}'s own unless another is named
 */
public record PostgresConnections(String target, Optional<Integer> connections, String credential)
        implements FaultAction {
    public static final String TYPE = "postgres-connections";
    public static final int CONNECTIONS_MAX = 500;

    public static PostgresConnections read(ActionFields fields) {
        String target = fields.target();
        return new PostgresConnections(
                target,
                fields.optionalInteger("connections", 1, CONNECTIONS_MAX),
                fields.optionalName("credential").orElse(target));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        connections.ifPresent(count -> all.put("connections", count));
        all.put("credential", credential);
        return all;
    }
}
