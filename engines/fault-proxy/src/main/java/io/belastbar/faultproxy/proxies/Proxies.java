package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.Bounds;
import io.belastbar.faultproxy.spec.ProxyChange;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.spec.ProxyView;
import io.belastbar.faultproxy.spec.ToxicChange;
import io.belastbar.faultproxy.toxic.Toxic;
import io.belastbar.faultproxy.wire.Listener;
import io.belastbar.faultproxy.wire.Loop;
import io.belastbar.faultproxy.wire.Wire;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * All proxies of a process. Each method is done when it comes back: the port is open or closed, the toxic acts on all
 * connections, the state is stored. All of them throw {@link Refusal}, and have then changed nothing.
 */
public final class Proxies implements AutoCloseable {
    private final Loop loop;
    private final Bounds bounds;
    private final Listening listening;
    private final Storing storing;
    private final Register register;
    private final Wire wire;

    /** @param state {@code null} to keep nothing */
    public Proxies(Loop loop, Surroundings around, StateFile state) {
        this.loop = loop;
        this.bounds = around.bounds();
        this.listening = new Listening(loop, around.allowRemote());
        this.storing = new Storing(state, () -> loop.call(this::specs), around.log());
        wire = new Wire(loop, around.onBroken(), around.random(), bounds);
        this.register = new Register(new Proxy.Surroundings(wire, around.clock(), storing::later), bounds.proxies());
    }

    /** Makes proxies that a file names, before anybody asks. A port that is taken is opened as soon as it is free. */
    public void restore(List<ProxySpec> named) {
        List<InetSocketAddress> listens =
                named.stream().map(spec -> listening.at(spec.listen())).toList();
        loop.call(() -> {
            for (int i = 0; i < named.size(); i++) {
                restore(named.get(i), listens.get(i));
            }
            return null;
        });
        storing.now();
    }

    private void restore(ProxySpec spec, InetSocketAddress listen) {
        register.mustBeFree(spec.name());
        mustNotBeItsOwn(listen, spec.upstream());
        Proxy proxy = register.make(spec.name(), listen, spec.upstream());
        if (spec.enabled()) {
            proxy.enableWhenFree();
        } else {
            proxy.disable(spec.down());
        }
    }

    /** In the order in which they were made. */
    public List<ProxyView> all() {
        return loop.call(() -> register.all().stream().map(Proxy::view).toList());
    }

    /** @throws Refusal.NotFound without a proxy of this name */
    public ProxyView one(String name) {
        return loop.call(() -> register.get(name).view());
    }

    /** @param spec with port 0 the system chooses one */
    public ProxyView create(ProxySpec spec, long downMs) {
        InetSocketAddress listen = listening.at(spec.listen());
        ProxyView made = loop.call(() -> {
            register.mustBeFree(spec.name());
            mustNotBeItsOwn(listen, spec.upstream());
            Listener opened = listening.open(listen);
            Proxy proxy = register.make(spec.name(), opened.address(), spec.upstream());
            if (spec.enabled()) {
                proxy.enable(opened);
            } else {
                opened.close();
                proxy.disable(downMs);
            }
            return proxy.view();
        });
        storing.now();
        return made;
    }

    /** Makes these proxies be there. One that is there in the same form goes on as it is: its connections, its toxics. */
    public List<ProxyView> populate(List<ProxySpec> wanted) {
        List<InetSocketAddress> listens =
                wanted.stream().map(spec -> listening.at(spec.listen())).toList();
        List<ProxyView> views = loop.call(() -> new Population(register, listening, wanted, listens).apply());
        storing.now();
        return views;
    }

    /** Changes a proxy. Another upstream or port closes its connections; toxics stay. */
    public ProxyView update(String name, ProxyChange change) {
        InetSocketAddress listen = change.listen() == null ? null : listening.at(change.listen());
        ProxyView updated = loop.call(() -> {
            Proxy proxy = register.get(name);
            Address upstream = change.upstream() == null ? proxy.upstream() : change.upstream();
            mustNotBeItsOwn(listen == null ? proxy.listen() : listen, upstream);
            change(proxy, listen, change);
            proxy.upstream(upstream);
            return proxy.view();
        });
        storing.now();
        return updated;
    }

    private void change(Proxy proxy, InetSocketAddress listen, ProxyChange change) {
        boolean moves = listen != null && !proxy.listensAt(listen);
        boolean enabled = change.enabled() == null ? proxy.isEnabled() : change.enabled();
        if (enabled && (moves || !proxy.isListening())) {
            proxy.enable(listening.open(moves ? listen : proxy.listen()));
        } else if (!enabled) {
            if (moves) {
                Listener probe = listening.open(listen);
                probe.close();
                proxy.listenAt(probe.address());
            }
            if (proxy.isEnabled() || change.downMs() != null) {
                proxy.disable(change.downMs() == null ? 0 : change.downMs());
            }
        }
    }

    static void mustNotBeItsOwn(InetSocketAddress listen, Address upstream) {
        if (listen.getPort() != 0
                && listen.getPort() == upstream.port()
                && (upstream.host().equals(listen.getAddress().getHostAddress())
                        || upstream.host().equals("localhost"))) {
            throw new Refusal.Invalid("upstream must not be the proxy itself, was \"%s\"".formatted(upstream));
        }
    }

    /** Closes its port and its connections. */
    public void delete(String name) {
        loop.call(() -> {
            register.remove(name);
            return null;
        });
        storing.now();
    }

    /** Enables every proxy, and removes every toxic. */
    public void reset() {
        List<String> problems = loop.call(() -> {
            var failed = new ArrayList<String>();
            for (Proxy proxy : register.all()) {
                proxy.removeAllToxics();
                try {
                    if (!proxy.isListening()) {
                        proxy.enable(listening.open(proxy.listen()));
                    }
                } catch (Refusal.Conflict e) {
                    failed.add(e.getMessage());
                }
            }
            return failed;
        });
        storing.now();
        if (!problems.isEmpty()) {
            throw new Refusal.Conflict(String.join("; ", problems));
        }
    }

    public List<Toxic> toxics(String proxy) {
        return loop.call(() -> register.get(proxy).toxics());
    }

    public Toxic toxic(String proxy, String name) {
        return loop.call(() -> register.get(proxy).toxic(name));
    }

    /** Brings a toxic into force on all connections, the open ones too. */
    public Toxic addToxic(String proxyName, Toxic toxic) {
        return loop.call(() -> {
            Proxy proxy = register.get(proxyName);
            if (proxy.hasToxic(toxic.name())) {
                throw new Refusal.Conflict("toxic already exists");
            }
            if (proxy.toxics().size() >= bounds.toxicsPerProxy()) {
                throw new Refusal.Conflict("a proxy has at most %d toxics".formatted(bounds.toxicsPerProxy()));
            }
            proxy.put(toxic, true);
            return toxic;
        });
    }

    /** Changes a toxic under traffic. What it holds back goes on in the way of the new form. */
    public Toxic updateToxic(String proxyName, String name, ToxicChange change) {
        return loop.call(() -> {
            Proxy proxy = register.get(proxyName);
            Toxic changed = change.of(proxy.toxic(name));
            proxy.put(changed, change.ttlMs() != null);
            return changed;
        });
    }

    /** Removes a toxic under traffic. What it holds back goes on at once. */
    public void removeToxic(String proxyName, String name) {
        loop.call(() -> {
            Proxy proxy = register.get(proxyName);
            proxy.remove(proxy.toxic(name).name());
            return null;
        });
    }

    private List<ProxySpec> specs() {
        return register.all().stream().map(Proxy::spec).toList();
    }

    /** Closes all proxies; what is stored stays. */
    @Override
    public void close() {
        loop.call(() -> {
            register.all().forEach(Proxy::end);
            return null;
        });
        wire.close();
    }
}
