package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.spec.ProxyView;
import io.belastbar.faultproxy.toxic.Toxic;
import io.belastbar.faultproxy.wire.Listener;
import io.belastbar.faultproxy.wire.Loop;
import io.belastbar.faultproxy.wire.Relay;
import io.belastbar.faultproxy.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One proxy with all its state. Lives in the loop: all its methods are called there. */
final class Proxy {
    private static final long REOPEN_MS = 500;

    private final String name;
    private final Loop loop;
    private final Clock clock;
    private final Relay relay;
    private final Runnable onChanged;
    private final Map<String, Toxic> toxics = new LinkedHashMap<>();
    private final Map<String, Loop.Task> expiries = new HashMap<>();
    private InetSocketAddress listen;
    private Address upstream;
    private boolean enabled;
    private ProxySpec.Down down;
    private Loop.Task enabling;
    private String problem;

    /** @param onChanged told when what is stored has changed by itself */
    Proxy(String name, InetSocketAddress listen, Address upstream, Surroundings surroundings) {
        this.name = name;
        this.loop = surroundings.wire().loop();
        this.clock = surroundings.clock();
        this.onChanged = surroundings.onChanged();
        this.listen = listen;
        this.upstream = upstream;
        this.relay = new Relay(surroundings.wire(), upstream::resolved);
    }

    /** What proxies are made in. */
    record Surroundings(Wire wire, Clock clock, Runnable onChanged) {}

    String name() {
        return name;
    }

    InetSocketAddress listen() {
        return listen;
    }

    Address upstream() {
        return upstream;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Whether its port is open. An enabled proxy may wait for a port that is taken. */
    boolean isListening() {
        return relay.isOpen();
    }

    /** Whether it would listen where this address says; any port says whichever it has. */
    boolean listensAt(InetSocketAddress address) {
        return listen.getAddress().equals(address.getAddress())
                && (address.getPort() == 0 || address.getPort() == listen.getPort());
    }

    ProxyView view() {
        return new ProxyView(spec(), List.copyOf(toxics.values()), relay.connections(), problem);
    }

    /** What is stored of it: what it should be, also while its port is taken by another process. */
    ProxySpec spec() {
        return new ProxySpec(name, Address.of(listen), upstream, enabled, down);
    }

    /** Listens here from now on. */
    void enable(Listener opened) {
        relay.open(opened);
        listen = opened.address();
        enabled = true;
        problem = null;
        forgetDown();
    }

    /** Listens as soon as its port is free. */
    void enableWhenFree() {
        enabled = true;
        forgetDown();
        try {
            enable(Listener.open(loop, listen));
        } catch (IOException e) {
            problem = "cannot listen at " + Address.of(listen) + ": " + e.getMessage();
            enabling = loop.after(REOPEN_MS, this::enableWhenFree);
        }
    }

    /** Refuses connections from now on; with {@code ttlMs > 0} for that long. */
    void disable(long ttlMs) {
        disable(ttlMs == 0 ? null : new ProxySpec.Down(ttlMs, clock.instant().plusMillis(ttlMs)));
    }

    void disable(ProxySpec.Down until) {
        relay.close();
        enabled = false;
        problem = null;
        forgetDown();
        down = until;
        if (until != null) {
            Instant now = clock.instant();
            enabling = loop.after(until.leftMs(now), () -> {
                enableWhenFree();
                onChanged.run();
            });
        }
    }

    /** Changes where a disabled proxy will listen. */
    void listenAt(InetSocketAddress address) {
        if (!listensAt(address)) {
            listen = address;
        }
    }

    void upstream(Address wanted) {
        if (!wanted.equals(upstream)) {
            upstream = wanted;
            relay.upstream(wanted::resolved);
        }
    }

    Toxic toxic(String toxicName) {
        Toxic toxic = toxics.get(toxicName);
        if (toxic == null) {
            throw new Refusal.NotFound("toxic not found");
        }
        return toxic;
    }

    boolean hasToxic(String toxicName) {
        return toxics.containsKey(toxicName);
    }

    List<Toxic> toxics() {
        return List.copyOf(toxics.values());
    }

    /**
     * Brings a toxic into force, or another form of it.
     *
     * @param ttlBegins whether the time after which it goes begins now
     */
    void put(Toxic toxic, boolean ttlBegins) {
        toxics.put(toxic.name(), toxic);
        if (ttlBegins) {
            forgetExpiry(toxic.name());
            if (toxic.ttlMs() > 0) {
                expiries.put(toxic.name(), loop.after(toxic.ttlMs(), () -> remove(toxic.name())));
            }
        }
        relay.toxics(toxics.values());
    }

    void remove(String toxicName) {
        toxics.remove(toxicName);
        forgetExpiry(toxicName);
        relay.toxics(toxics.values());
    }

    void removeAllToxics() {
        List.copyOf(toxics.keySet()).forEach(this::forgetExpiry);
        toxics.clear();
        relay.toxics(toxics.values());
    }

    /** Closes everything. */
    void end() {
        relay.close();
        forgetDown();
        List.copyOf(expiries.keySet()).forEach(this::forgetExpiry);
    }

    private void forgetDown() {
        down = null;
        if (enabling != null) {
            enabling.cancel();
            enabling = null;
        }
    }

    private void forgetExpiry(String toxicName) {
        Loop.Task expiry = expiries.remove(toxicName);
        if (expiry != null) {
            expiry.cancel();
        }
    }
}
