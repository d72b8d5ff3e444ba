package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proxies by name. Lives in the loop. */
final class Register {
    private final Proxy.Surroundings surroundings;
    private final int max;
    private final Map<String, Proxy> proxies = new LinkedHashMap<>();

    Register(Proxy.Surroundings surroundings, int max) {
        this.surroundings = surroundings;
        this.max = max;
    }

    List<Proxy> all() {
        return List.copyOf(proxies.values());
    }

    Optional<Proxy> find(String name) {
        return Optional.ofNullable(proxies.get(name));
    }

    Proxy get(String name) {
        return find(name).orElseThrow(() -> new Refusal.NotFound("proxy not found"));
    }

    void mustBeFree(String name) {
        if (proxies.containsKey(name)) {
            throw new Refusal.Conflict("proxy already exists");
        }
        mustHaveRoomFor(1);
    }

    void mustHaveRoomFor(int more) {
        if (proxies.size() + more > max) {
            throw new Refusal.Conflict("there are at most %d proxies".formatted(max));
        }
    }

    Proxy make(String name, InetSocketAddress listen, Address upstream) {
        var proxy = new Proxy(name, listen, upstream, surroundings);
        proxies.put(name, proxy);
        return proxy;
    }

    void remove(String name) {
        get(name).end();
        proxies.remove(name);
    }
}
