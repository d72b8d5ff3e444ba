package io.belastbar.backbone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The one door to the backbone's configuration. */
@ConfigMapping(prefix = "belastbar.backbone")
public interface BackboneConfig {

    /** The CloudEvents source of everything that this service publishes. */
    @WithDefault("/belastbar/${quarkus.application.name}")
    URI source();

    /** The Kafka consumer group; replicas of a service share it. */
    @WithDefault("${quarkus.application.name}")
    String consumerGroup();

    Relay relay();

    Inbox inbox();

    /** How rows of the outbox get to Kafka. */
    interface Relay {
        /** Off: events stay in the outbox until another replica publishes them. */
        @WithDefault("true")
        boolean enabled();

        /** Messages read, sent and marked together. */
        @WithDefault("500")
        int batchSize();

        /** How long to wait for a notification before looking anyway. */
        @WithDefault("250ms")
        Duration pollInterval();

        /** How long published rows are kept. */
        @WithDefault("24h")
        Duration retention();
    }

    /** How events of other services are applied here. */
    interface Inbox {
        /** Off: nothing is consumed, even where there are handlers. */
        @WithDefault("true")
        boolean enabled();

        /** Messages taken from Kafka at once, at most. */
        @WithDefault("500")
        int batchSize();

        /** Transactions at a time; a partition is never in two of them. */
        @WithDefault("3")
        int lanes();

        /** How often a failing message is tried while the database is healthy, before it becomes a dead letter. */
        @WithDefault("5")
        int attempts();

        /** The first pause after a failure; it doubles. */
        @WithDefault("100ms")
        Duration backOff();

        /** The longest pause after a failure. */
        @WithDefault("5s")
        Duration backOffMax();

        /**
         * How long PostgreSQL may take for a transaction. A statement that waits for a lock is cancelled after a third of
         * it, any statement after two thirds; PostgreSQL counts as away when it answers nothing for a sixth.
         */
        @WithDefault("30s")
        Duration patience();

        /** How long a lane may be at one message, PostgreSQL and Kafka answering, before the process counts as ill. */
        @WithDefault("5m")
        Duration stuckAfter();

        /** How often lag and dependencies are looked at. */
        @WithDefault("5s")
        Duration watchInterval();

        /** How long (source, id) of an applied event is remembered; longer than the topics keep their messages. */
        @WithDefault("14d")
        Duration retention();
    }
}
