package io.belastbar.loadtest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The one door to the configuration of loadtest-service. Everything that a scenario can ask for has a limit here. */
@ConfigMapping(prefix = "belastbar.loadtest")
public interface LoadtestConfig {

    /** Most virtual users that a scenario may ask for. */
    @WithDefault("5000")
    int maxVirtualUsers();

    /** Longest sum of a scenario's stages. */
    @WithDefault("3h")
    Duration maxDuration();

    /** Most requests per second that one run sends; a run that meets it is INVALID. */
    @WithDefault("5000")
    double maxRequestsPerSecond();

    /** Most steps of a scenario. */
    @WithDefault("50")
    int maxSteps();

    /** Most connections of one run, of HTTP and of PostgreSQL each. */
    @WithDefault("5000")
    int maxConnections();

    /** Most tenants of a scenario. */
    @WithDefault("500")
    int maxTenants();

    /** Runs that are active at once on this instance; more are queued. */
    @WithDefault("2")
    int maxActiveRuns();

    /** Longest wait for a whole answer, unless the scenario says otherwise. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** Longest wait for a connection; no longer than the request's time-out. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Event loops that carry a run's virtual users. */
    @WithDefault("2")
    int lanes();

    /**
     * The generator's own p99 lateness above which a run is INVALID, whatever it measured; less makes a run INVALID where
     * it is more than a fifth of what was measured. Raising it raises that share too, for a machine that is known to be
     * busy; tighten it where the generator has its own.
     */
    @WithDefault("100ms")
    Duration latenessLimit();

    /** A target that accepts no connection for this long ends the run. */
    @WithDefault("15s")
    Duration targetGoneAfter();

    /** PostgreSQL that stores no state for this long ends the run. */
    @WithDefault("5s")
    Duration storageGoneAfter();

    /** A run whose heartbeat was seen to stand still for this long has lost its instance. */
    @WithDefault("30s")
    Duration instanceLostAfter();

    /** Most queued runs of one system; more are refused. */
    @WithDefault("20")
    int maxQueuedRuns();

    /** A run that was asked for this long ago and still stands in the queue of its system is ended. */
    @WithDefault("12h")
    Duration queuedTooLongAfter();

    /** A run that could have begun this long ago, but found no free place, is ended: no instance takes it. */
    @WithDefault("3h")
    Duration noPlaceAfter();

    /** Shortest time between two fire times of a schedule. */
    @WithDefault("5m")
    Duration scheduleIntervalMin();

    /** A fire time that was missed this long ago is not made good. */
    @WithDefault("1h")
    Duration scheduleCatchUp();

    /** How long what runs measured is kept. */
    Retention retention();

    /** For scenarios with {@code engine: hyperfoil}. */
    Hyperfoil hyperfoil();

    /** For scenarios with {@code engine: k6-operator}. */
    @WithName("k6-operator")
    K6Operator k6Operator();

    /**
     * What was measured grows old from the run's end, or from its import. The newest sound run of each scenario is not
     * removed: the next one is compared with it.
     */
    interface Retention {

        /**
         * How long the single seconds of a run are kept, which are nearly all that it takes: a run of three hours with 80
         * cells has 38 MB. Its verdict, its totals and its reports stay.
         */
        @WithDefault("90d")
        Duration seconds();

        /** How long runs are kept: evidence of a test is asked for years later, and one without seconds is small. */
        @WithDefault("1830d")
        Duration runs();
    }

    /** A Hyperfoil controller. */
    interface Hyperfoil {

        /** Where the controller is; empty: {@code engine: hyperfoil} is refused. */
        Optional<URI> url();

        /** The controller's password, if it has one. */
        Optional<String> password();
    }

    /** A Kubernetes cluster in which k6-operator runs. */
    interface K6Operator {

        /** Whether {@code engine: k6-operator} may be used; the cluster is the one that kubectl would speak to. */
        @WithDefault("false")
        boolean enabled();

        /** Where runs are made. */
        @WithDefault("k6")
        String namespace();

        /** Runners among which a run is split. */
        @WithDefault("1")
        int parallelism();

        /** Image of the runners; empty: the operator's default. */
        Optional<String> image();

        /** How long after the planned end a run may still not have finished. */
        @WithDefault("5m")
        Duration patience();
    }
}
