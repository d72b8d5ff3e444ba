package io.belastbar.chaos;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The one door to this service's configuration. */
@ConfigMapping(prefix = "belastbar.chaos")
public interface ChaosConfig {
    /** How long one call to a target's control address may take. */
    @WithDefault("3s")
    Duration controlTimeout();

    /** How long the platform's own database may be silent before a game day is ended and undone. */
    @WithDefault("5s")
    Duration databaseTimeout();

    /** How often to look for faults that are due to be cleared. */
    @WithDefault("1s")
    Duration sweepInterval();

    /** Where the histories of probes are written, one file a game day; kept for as long as the results are. */
    @WithDefault("probes")
    Path probeFolder();

    /** Who is told when a system is not as it was after a game day, beside the channels of its runbook. */
    Alarm alarm();

    /** Receivers of alarms. */
    interface Alarm {
        /** Registered targets that take alerts as an Alertmanager does; credentials of the same name, if there are any. */
        Optional<List<String>> alertmanagers();
    }

    /** What is asked before something is broken in production. */
    Production production();

    /** Without these nothing is broken there. */
    interface Production {
        /** The kinds of faults that may be injected there, divided by commas; none by default. */
        Optional<List<String>> kinds();

        /** When: {@code MON-FRI 09:00-16:00}, in the zone below; never by default. */
        Optional<String> window();

        /** Of the window. */
        @WithDefault("UTC")
        ZoneId zone();

        /** How long an approval counts. */
        @WithDefault("24h")
        Duration approvalValidity();
    }
}
