package io.belastbar.capacity.plan.finding;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** A room of this service that knows what a system carries as it is built. */
public interface CeilingPublisher {

    /** What is known now; empty where test runs show no ceiling. */
    Uni<List<DesignCeiling>> ceilings(String system);
}
