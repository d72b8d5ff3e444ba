package io.belastbar.local.launch;

import java.util.List;
import java.util.Optional;

/**
 * How much of it is started.
 *
 * @param replication of the sample's own databases; empty when the sample has no servers of its own
 */
public record Extent(List<ChildService> services, Optional<Replicated> replication) {

    /** Whether a commit of the sample waits for its standby. */
    public enum Replicated {
        ASYNC,
        SYNC
    }

    public Extent {
        services = List.copyOf(services);
    }

    /** The sample, if it is there, on the platform's own servers. */
    public static Extent of(List<ChildService> services) {
        return new Extent(services, Optional.empty());
    }

    /** The whole platform, and the sample in two instances on servers of its own. */
    public static Extent highlyAvailable(Replicated replication) {
        return new Extent(ChildService.wantedTwice(), Optional.of(replication));
    }
}
