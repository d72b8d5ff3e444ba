package io.belastbar.faulttolerance.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.faulttolerance.breaker.BreakerListener;
import io.belastbar.faulttolerance.breaker.ProbeTurnClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Joins an application's breakers to the fleet, as far as it has Redis and Kafka. */
public class FleetProducerConfig {
    private static final Logger LOG = Logger.getLogger(FleetProducerConfig.class);

    @Produces
    @Singleton
    FleetIdentity identity(
            @ConfigProperty(name = "belastbar.instance") Optional<String> instance,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "application") String application,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        return new FleetIdentity(application, instance.orElse(host + ":" + port));
    }

    @Produces
    @Singleton
    FleetConnection fleet(
            FleetConfig config,
            FleetIdentity identity,
            Instance<RedisAPI> redis,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> hosts) {
        if (!config.enabled() || hosts.isEmpty() || !redis.isResolvable()) {
            LOG.infof("breakers decide alone, without a fleet: instance=%s", identity.instance());
            return new FleetConnection(Optional.empty(), ProbeTurnClient.local());
        }
        var repository = new FleetRepository(redis.get(), json, config.redisTimeout(), config.seenWithin());
        var turns = new ProbeLeaseRepository(
                redis.get(), identity.instance(), config.redisTimeout(), config.probeRetry(), InstantSource.system());
        return new FleetConnection(Optional.of(repository), turns);
    }

    @Produces
    @Singleton
    ProbeTurnClient turns(FleetConnection fleet) {
        return fleet.turns();
    }

    @Produces
    @Singleton
    BreakerListener news(
            FleetIdentity identity,
            FleetConnection fleet,
            ObjectMapper json,
            MeterRegistry metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers") Optional<String> kafka) {
        var dropped = metrics.counter("belastbar.breaker.events.dropped");
        var transitions = kafka.map(servers ->
                new TransitionPublisher(servers, "/belastbar/" + identity.application(), json, dropped::increment));
        return new BreakerNewsPublisher(
                identity.instance(), transitions, fleet.repository(), metrics, InstantSource.system());
    }

    void close(@Disposes BreakerListener news) {
        if (news instanceof BreakerNewsPublisher publisher) {
            publisher.close();
        }
    }
}
