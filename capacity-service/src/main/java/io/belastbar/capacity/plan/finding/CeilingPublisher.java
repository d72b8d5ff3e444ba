package io.belastbar.capacity.plan.finding;

import java.util.List;

/** A room of this service that knows what a system carries as it is built. */
public interface CeilingPublisher {

    /** What is known now; empty where test runs show no ceiling. Waits: for virtual threads. */
    List<DesignCeiling> ceilings(String system);
}
