package io.belastbar.backbone;

import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.inbox.InboxLaneJob;
import io.belastbar.backbone.inbox.InboxMetrics;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.belastbar.backbone.inbox.kafka.InboxConsumer;
import io.belastbar.backbone.inbox.kafka.InboxKafkaConfig;
import io.belastbar.backbone.inbox.kafka.InboxWatchJob;
import io.belastbar.backbone.outbox.BacklogRepository;
import io.belastbar.backbone.outbox.OutboxMetrics;
import io.belastbar.backbone.outbox.OutboxRelayJob;
import io.belastbar.backbone.retention.RetentionJob;
import io.belastbar.backbone.retention.RetentionRepository;
import io.belastbar.backbone.retry.DatabaseClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the relay, the inbox and the clean-up with the service, and stops them with it. None of them waits for Kafka
 * to start.
 */
@ApplicationScoped
public class BackboneJob {

    private final BackboneConfig config;
    private final Pool pool;
    private final Map<String, Object> kafka;
    private final MeterRegistry registry;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile InboxWatchJob watch;

    BackboneJob(
            BackboneConfig config,
            Pool pool,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry) {
        this.config = config;
        this.pool = pool;
        this.kafka = kafka;
        this.registry = registry;
    }

    void start(
            @Observes StartupEvent event,
            RoutingHandler handlers,
            InboxRepository inbox,
            DeadLetterRepository deadLetters,
            InboxMetrics metrics,
            DatabaseClient database) {
        startRelay();
        if (config.inbox().enabled() && !handlers.isEmpty()) {
            metrics.expect(handlers);
            InboxLaneJob lane = new InboxLaneJob(handlers, inbox, deadLetters, metrics, config.inbox());
            startInbox(handlers, lane, inbox, metrics);
        }
        RetentionJob retention = new RetentionJob(
                new RetentionRepository(database),
                config.relay().retention(),
                config.inbox().retention(),
                Clock.systemUTC());
        retention.start();
        started.push(retention);
    }

    /** What watches over the inbox; empty where there is none. */
    Optional<InboxWatchJob> inbox() {
        return Optional.ofNullable(watch);
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private void startRelay() {
        OutboxMetrics metrics = new OutboxMetrics(registry, Clock.systemUTC());
        BacklogRepository backlog = new BacklogRepository(pool, metrics);
        backlog.start();
        started.push(backlog);
        if (config.relay().enabled()) {
            OutboxRelayJob relay = new OutboxRelayJob(pool, kafka, config.relay(), metrics);
            relay.start();
            started.push(relay);
        }
    }

    private void startInbox(RoutingHandler handlers, InboxLaneJob lane, InboxRepository inbox, InboxMetrics metrics) {
        Map<String, Object> consumerConfig = InboxKafkaConfig.of(
                kafka, config.consumerGroup(), config.inbox().batchSize());
        InboxConsumer consumer =
                new InboxConsumer(consumerConfig, handlers, lane, config.inbox().lanes());
        consumer.start();
        started.push(consumer);
        watch = new InboxWatchJob(consumer, inbox, kafka, metrics, config);
        watch.start();
        started.push(watch);
    }
}
