package io.belastbar.faulttolerance.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.faulttolerance.breaker.BreakerListener;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Joins an application's breakers to the fleet, as far as it has Redis and Kafka. */
public class FleetProducerConfig {
    private static final Logger LOG = Logger.getLogger(FleetProducerConfig.class);

    @Produces
    @Singleton
    FleetRepository fleet(
            FleetConfig config,
            Instance<RedisAPI> redis,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> hosts) {
        boolean alone = !config.enabled() || hosts.isEmpty() || !redis.isResolvable();
        if (alone) {
            LOG.info("breakers decide alone, without a fleet");
        }
        Optional<RedisAPI> shared = alone ? Optional.empty() : Optional.of(redis.get());
        return new FleetRepository(shared, json, config.redisTimeout(), config.seenWithin());
    }

    @Produces
    @Singleton
    BreakerListener news(
            InstanceName instance, FleetRepository fleet, Optional<TransitionPublisher> kafka, MeterRegistry metrics) {
        return new BreakerNewsPublisher(instance, kafka, fleet, metrics, InstantSource.system());
    }

    /** By the application's own Kafka settings, so that TLS and SASL are those of its other clients. */
    @Produces
    @Singleton
    Optional<TransitionPublisher> transitions(
            FleetConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "application") String application) {
        var dropped = metrics.counter("belastbar.breaker.events.dropped");
        return kafka.containsKey("bootstrap.servers")
                ? Optional.of(new TransitionPublisher(
                        kafka, "/belastbar/" + application, json, dropped::increment, config.kafkaTimeout()))
                : Optional.empty();
    }

    void close(@Disposes Optional<TransitionPublisher> transitions) {
        transitions.ifPresent(TransitionPublisher::close);
    }
}
