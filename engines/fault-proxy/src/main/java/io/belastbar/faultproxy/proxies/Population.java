package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.spec.ProxyView;
import io.belastbar.faultproxy.wire.Listener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A list of proxies that shall be there: all of it, or nothing. Lives in the loop. */
final class Population {
    private final Register register;
    private final Listening listening;
    private final List<ProxySpec> wanted;
    private final List<InetSocketAddress> listens;

    /** @param listens where each of the wanted listens */
    Population(Register register, Listening listening, List<ProxySpec> wanted, List<InetSocketAddress> listens) {
        this.register = register;
        this.listening = listening;
        this.wanted = wanted;
        this.listens = listens;
    }

    /** Opens all new ports first: only when that went well something changes. */
    List<ProxyView> apply() {
        check();
        var opened = new ArrayList<Listener>();
        try {
            for (int i = 0; i < wanted.size(); i++) {
                opened.add(needsPort(i) ? listening.open(portOf(i)) : null);
            }
        } catch (Refusal.Conflict e) {
            opened.stream().filter(listener -> listener != null).forEach(Listener::close);
            throw e;
        }
        var views = new ArrayList<ProxyView>();
        for (int i = 0; i < wanted.size(); i++) {
            views.add(make(i, opened.get(i)).view());
        }
        return views;
    }

    private void check() {
        var names = new HashSet<String>();
        int more = 0;
        for (int i = 0; i < wanted.size(); i++) {
            ProxySpec spec = wanted.get(i);
            if (!names.add(spec.name())) {
                throw new Refusal.Invalid("proxy %d has the name of another: \"%s\"".formatted(i + 1, spec.name()));
            }
            Proxies.mustNotBeItsOwn(listens.get(i), spec.upstream());
            more += existing(i).isEmpty() ? 1 : 0;
        }
        register.mustHaveRoomFor(more);
    }

    private Optional<Proxy> existing(int i) {
        return register.find(wanted.get(i).name());
    }

    private boolean isElsewhere(int i) {
        return existing(i).map(proxy -> !proxy.listensAt(listens.get(i))).orElse(true);
    }

    /** Also for a disabled one that is new: its port is found out, and whether it is free. */
    private boolean needsPort(int i) {
        return isElsewhere(i)
                || wanted.get(i).enabled() && !existing(i).orElseThrow().isListening();
    }

    private InetSocketAddress portOf(int i) {
        return isElsewhere(i) ? listens.get(i) : existing(i).orElseThrow().listen();
    }

    private Proxy make(int i, Listener opened) {
        ProxySpec spec = wanted.get(i);
        boolean same = !isElsewhere(i) && existing(i).orElseThrow().upstream().equals(spec.upstream());
        Proxy proxy = existing(i).orElseGet(() -> register.make(spec.name(), opened.address(), spec.upstream()));
        if (!same) {
            proxy.removeAllToxics();
            proxy.upstream(spec.upstream());
        }
        if (spec.enabled()) {
            if (opened != null) {
                proxy.enable(opened);
            }
            return proxy;
        }
        if (opened != null) {
            opened.close();
            proxy.listenAt(opened.address());
        }
        if (proxy.isEnabled()) {
            proxy.disable(0);
        }
        return proxy;
    }
}
