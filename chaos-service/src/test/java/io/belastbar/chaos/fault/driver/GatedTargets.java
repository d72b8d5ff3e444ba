package io.belastbar.chaos.fault.driver;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One way to each sort of target, which can be made to hang, to refuse and to fail. */
public final class GatedTargets implements QuarkusTestResourceLifecycleManager {
    /** A sort of target, all of whose kinds of faults go the same way. */
    public enum Way {
        SIMULATOR("http"),
        CONTROL("http"),
        LOADTEST("http"),
        PROXIES("http"),
        DATABASE("postgresql"),
        REDIS("redis");

        private final String scheme;

        Way(String scheme) {
            this.scheme = scheme;
        }

        /** The name of its target. */
        public String target() {
            return "gated-" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Way, TargetGate> gates = new EnumMap<>(Way.class);
    private RuledTargets ruled;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        try {
            ruled = new RuledTargets();
            for (Way way : Way.values()) {
                TargetGate gate = new TargetGate();
                gate.leadTo(ruled.port());
                gates.put(way, gate);
                String path = way == Way.DATABASE ? "/postgres" : "";
                String url = way.scheme + "://127.0.0.1:" + gate.port() + path;
                settings.put("belastbar.targets." + way.target() + ".url", url);
                settings.put("belastbar.targets." + way.target() + ".environment", "local");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put(
                "belastbar.url.loadtest",
                "http://127.0.0.1:" + gates.get(Way.LOADTEST).port());
        settings.put("belastbar.credentials.gated-database.username", BrokenServers.ROLE);
        settings.put("belastbar.credentials.gated-database.password", BrokenServers.PASSWORD);
        settings.put("belastbar.credentials.gated-redis.username", "default");
        settings.put("belastbar.credentials.gated-redis.password", BrokenServers.PASSWORD);
        return settings;
    }

    public TargetGate gate(Way way) {
        return gates.get(way);
    }

    /** What stands behind the first three. */
    public RuledTargets ruled() {
        return ruled;
    }

    @Override
    public void stop() {
        try {
            for (TargetGate gate : gates.values()) {
                gate.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ruled != null) {
            ruled.close();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(GatedTargets.class));
    }
}
