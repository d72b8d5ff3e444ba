package io.belastbar.load.scenario;

import io.belastbar.load.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a load test does.
 *
 * @param target the registered HTTP target's name, never an address; null when no step needs it
 * @param database the registered PostgreSQL target's name; null when no step needs it
 * @param connections as asked for; null: found from the plan
 * @param timeout after which an unanswered request counts as failed; null: the service's default
 * @param thresholds that a run must keep
 * @param budget whether the endpoint objectives of the system's budget are thresholds too
 * @param parallel whether it may run beside another run of the same system
 * @param seed of everything that is drawn; the same seed gives the same draws
 */
public record Scenario(
        String name,
        String description,
        String target,
        String database,
        EngineKind engine,
        LoadModel load,
        List<Flow> flows,
        Tenants tenants,
        List<Feeder> feeders,
        Integer connections,
        HttpOptions http,
        SqlOptions sql,
        Duration timeout,
        List<Threshold> thresholds,
        boolean budget,
        boolean parallel,
        long seed) {

    public Scenario {
        flows = List.copyOf(flows);
        feeders = List.copyOf(feeders);
        thresholds = List.copyOf(thresholds);
    }

    /** All measured steps in the order of the flows; a result's step indexes point into this list. */
    public List<SendStep> sends() {
        List<SendStep> sends = new ArrayList<>();
        for (Flow flow : flows) {
            for (Step step : flow.steps()) {
                if (step instanceof SendStep send) {
                    sends.add(send);
                }
            }
        }
        return sends;
    }

    public Duration duration() {
        return load.duration();
    }

    /** The registered target that the run is named after. */
    public String mainTarget() {
        return target == null ? database : target;
    }
}
