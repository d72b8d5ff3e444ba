package io.belastbar.faultproxy.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.ProxyChange;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.spec.ProxyView;
import java.util.ArrayList;
import java.util.List;

/** Proxies as Toxiproxy writes them, with the time after which a disabled one enables itself. */
final class ProxyJson {
    private static final Address ANY_PORT = new Address("127.0.0.1", 0);

    private ProxyJson() {}

    static ObjectNode write(ProxyView view) {
        ProxySpec spec = view.spec();
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("name", spec.name())
                .put("listen", spec.listen().toString())
                .put("upstream", spec.upstream().toString())
                .put("enabled", spec.enabled())
                .put("connections", view.connections());
        if (spec.down() != null) {
            node.put("ttl", spec.down().ttlMs())
                    .put("downUntil", spec.down().until().toString());
        }
        if (view.problem() != null) {
            node.put("problem", view.problem());
        }
        node.set("toxics", ToxicJson.write(view.toxics()));
        return node;
    }

    static ObjectNode byName(List<ProxyView> views) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        views.forEach(view -> all.set(view.spec().name(), write(view)));
        return all;
    }

    static ArrayNode list(List<ProxyView> views) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        views.forEach(view -> all.add(write(view)));
        return all;
    }

    /** Milliseconds after which a new disabled proxy enables itself; 0 for never. */
    static long downMs(ObjectNode body) {
        Long ttl = ttl(body, Boolean.FALSE.equals(Json.flag(body, "enabled")));
        return ttl == null ? 0 : ttl;
    }

    private static Long ttl(ObjectNode body, boolean disables) {
        Long ttl = ToxicJson.ttl(body);
        if (ttl != null && !disables) {
            throw Json.bad("ttl of a proxy goes with \"enabled\": false: it says when the proxy is enabled again");
        }
        return ttl;
    }

    /** @param place behind the names of fields, for messages: nothing, or which of several proxies it is */
    static ProxySpec read(ObjectNode body, String place) {
        String name = Json.name(body, "name");
        if (name == null) {
            throw new Refusal.Invalid("missing required field: name" + place);
        }
        String upstream = Json.text(body, "upstream");
        if (upstream == null || upstream.isEmpty()) {
            throw new Refusal.Invalid("missing required field: upstream" + place);
        }
        String listen = Json.text(body, "listen");
        Boolean enabled = Json.flag(body, "enabled");
        return new ProxySpec(
                name,
                listen == null || listen.isEmpty() ? ANY_PORT : Address.parse("listen" + place, listen),
                upstream(upstream, place),
                enabled == null || enabled,
                null);
    }

    private static Address upstream(String text, String place) {
        Address address = Address.parse("upstream" + place, text);
        if (address.port() == 0) {
            throw new Refusal.Invalid("upstream%s must have a port from 1, was \"%s\"".formatted(place, address));
        }
        return address;
    }

    /** The array that {@code /populate} and a configuration file have. */
    static List<ProxySpec> readAll(byte[] body) {
        var specs = new ArrayList<ProxySpec>();
        for (JsonNode node : Json.array(body)) {
            String place = " at proxy " + (specs.size() + 1);
            specs.add(read(Json.object(node, "the element" + place), place));
        }
        return specs;
    }

    static ProxyChange change(ObjectNode body) {
        String listen = Json.text(body, "listen");
        String upstream = Json.text(body, "upstream");
        Boolean enabled = Json.flag(body, "enabled");
        return new ProxyChange(
                listen == null || listen.isEmpty() ? null : Address.parse("listen", listen),
                upstream == null || upstream.isEmpty() ? null : upstream(upstream, ""),
                enabled,
                ttl(body, Boolean.FALSE.equals(enabled)));
    }
}
