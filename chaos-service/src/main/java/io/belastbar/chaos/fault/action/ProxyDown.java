package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.List;
import java.util.Map;

/**
 * Connections through a proxy end, and new ones are refused. Proves that callers take a refusal for what it is, and come
 * back when it is over.
 */
public record ProxyDown(String target, String proxy) implements FaultAction.AtProxies {
    public static final String TYPE = "proxy-down";

    public static ProxyDown read(ActionFields fields) {
        return new ProxyDown(fields.target(), fields.name("proxy"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<String> proxies() {
        return List.of(proxy);
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("proxy", proxy);
    }
}
