package io.belastbar.faulttolerance.breaker;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/** One guard per breaker name, shared by whoever asks. A name without configuration gets the default policy. */
@ApplicationScoped
public class GuardRegistry {
    private final ConcurrentMap<String, BreakerGuard> guards = new ConcurrentHashMap<>();
    private final BreakersConfig config;
    private final CircuitBreakerMaintenance maintenance;
    private final BreakerListener listener;
    private final RandomGenerator random;

    @Inject
    public GuardRegistry(BreakersConfig config, CircuitBreakerMaintenance maintenance, BreakerListener listener) {
        this(config, maintenance, listener, new SecureRandom());
    }

    GuardRegistry(
            BreakersConfig config,
            CircuitBreakerMaintenance maintenance,
            BreakerListener listener,
            RandomGenerator random) {
        this.config = config;
        this.maintenance = maintenance;
        this.listener = listener;
        this.random = random;
    }

    /** So that the status shows them before their first call. */
    @PostConstruct
    void createConfigured() {
        named(BreakerPolicy.INSURER);
        config.byName().keySet().forEach(this::named);
    }

    public BreakerGuard named(String breaker) {
        return guards.computeIfAbsent(breaker, this::create);
    }

    /** Every breaker that is configured or was asked for, by name. */
    public List<BreakerSnapshot> snapshots() {
        Collection<BreakerGuard> used = guards.values();
        return used.stream()
                .map(BreakerGuard::snapshot)
                .sorted(Comparator.comparing(BreakerSnapshot::name))
                .toList();
    }

    /** What most applications inject: the guard in front of the insurers' API. */
    @Produces
    @Singleton
    BreakerGuard insurer() {
        return named(BreakerPolicy.INSURER);
    }

    private BreakerGuard create(String breaker) {
        BreakersConfig.Settings settings = config.byName().get(breaker);
        BreakerPolicy policy = settings == null ? BreakerPolicy.defaults(breaker) : settings.policy(breaker);
        return new BreakerGuard(policy.jittered(random), Guard.create(), maintenance, listener, TimeSource.system());
    }
}
