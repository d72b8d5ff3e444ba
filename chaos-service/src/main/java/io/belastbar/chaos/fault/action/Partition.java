package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.List;
import java.util.Map;

/**
 * Nothing passes, in either direction, and nothing is refused: packets are lost as between two halves of a network. Proves
 * that every wait is bounded, and that both sides agree again afterwards.
 */
public record Partition(String target, List<String> proxies) implements FaultAction.AtProxies {
    public static final String TYPE = "partition";
    private static final int PROXIES_MAX = 8;

    public Partition {
        proxies = List.copyOf(proxies);
    }

    public static Partition read(ActionFields fields) {
        return new Partition(fields.target(), fields.names("proxies", 1, PROXIES_MAX));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("proxies", proxies);
    }
}
