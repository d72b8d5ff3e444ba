package io.belastbar.capacity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** The one door to this service's configuration. */
@ConfigMapping(prefix = "belastbar.capacity")
public interface CapacityConfig {
    /** A limit that is expected to be reached sooner is announced. */
    @WithDefault("P60D")
    Duration limitApproachingWithin();

    /** When the daily analysis begins: a UNIX cron expression in the system's zone. */
    @WithDefault("0 8 * * *")
    String analysisCron();

    /** The zone of a system that nobody described. */
    @WithDefault("Europe/Berlin")
    ZoneId analysisZone();

    /** An analysis that was missed longer ago than this is not made good. */
    @WithDefault("P1D")
    Duration analysisCatchUp();

    /** How many threads compute forecasts. */
    @WithDefault("2")
    int forecastThreads();

    /** How long past projections and analyses are kept, to compare them with what came. */
    @WithDefault("P400D")
    Duration projectionsKept();

    /** Of how many series of this service Prometheus is told where they go; those whose limit is nearest come first. */
    @WithDefault("200")
    int gaugesMax();
}
