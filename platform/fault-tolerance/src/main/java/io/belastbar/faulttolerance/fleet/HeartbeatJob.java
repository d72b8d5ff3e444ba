package io.belastbar.faulttolerance.fleet;

import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Says at an interval that this instance lives, and shows each breaker's state as a gauge. */
@ApplicationScoped
public class HeartbeatJob {
    private static final Logger LOG = Logger.getLogger(HeartbeatJob.class);

    private final Vertx vertx;
    private final FleetConfig config;
    private final InstanceName instance;
    private final FleetRepository fleet;
    private final GuardRegistry guards;
    private volatile long timer = -1;
    private volatile boolean redisAway;

    public HeartbeatJob(
            Vertx vertx, FleetConfig config, InstanceName instance, FleetRepository fleet, GuardRegistry guards) {
        this.vertx = vertx;
        this.config = config;
        this.instance = instance;
        this.fleet = fleet;
        this.guards = guards;
    }

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        for (BreakerSnapshot breaker : guards.snapshots()) {
            String name = breaker.name();
            metrics.gauge("belastbar.breaker.state", Tags.of("breaker", name), guards, all -> state(all, name));
            BreakerNewsPublisher.expect(metrics, name);
        }
        if (fleet.connected()) {
            beat();
            timer = vertx.setPeriodic(config.heartbeat().toMillis(), id -> beat());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }

    private void beat() {
        for (BreakerSnapshot breaker : guards.snapshots()) {
            fleet.announce(breaker.name(), InstanceState.of(instance.value(), breaker))
                    .onItemOrFailure()
                    .invoke((done, failure) -> noteRedis(failure))
                    .onFailure()
                    .recoverWithNull()
                    .subscribeAsCompletionStage();
        }
    }

    private void noteRedis(Throwable failure) {
        boolean away = failure != null;
        if (away != redisAway) {
            redisAway = away;
            LOG.warnf("breaker fleet: redis=%s instance=%s", away ? "away" : "back", instance.value());
        }
    }

    /** 0 closed, 1 half-open, 2 open. */
    private static double state(GuardRegistry guards, String breaker) {
        return switch (guards.named(breaker).snapshot().status()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
