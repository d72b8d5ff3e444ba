package io.belastbar.load.scenario;

import io.belastbar.load.scenario.Step.SendStep;
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
 * @param covers endpoints, tags and statements of the system's budget that it shows, {@code *} for anything; empty: it does
 *     not say, and so should show all
 * @param withoutPreflight the load begins without a look at its targets, for tests of targets that are away or refuse
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
        long seed,
        boolean withoutPreflight,
        List<String> covers) {

    public Scenario {
        covers = covers == null ? List.of() : List.copyOf(covers);
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

    /** The endpoints that its steps call, each once. */
    public List<String> endpoints() {
        return sends().stream().map(SendStep::endpoint).distinct().toList();
    }

    public Duration duration() {
        return load.duration();
    }

    /** The registered target that the run is named after. */
    public String mainTarget() {
        return target == null ? database : target;
    }

    /** Who makes the load. */
    public enum EngineKind {
        /** This service itself. */
        BELASTBAR,
        /** A Hyperfoil controller and its agents. */
        HYPERFOIL,
        /** k6-operator in a Kubernetes cluster. */
        K6_OPERATOR
    }

    /**
     * How PostgreSQL is spoken to.
     *
     * @param connections of all lanes together; 0: as many as the plan needs
     * @param pipelining whether the statements of a step go out together, without waiting for each answer. Without a
     *     transaction those behind a failed one then take effect all the same; statement by statement none is sent behind it
     * @param prepared whether statements are prepared once a connection
     * @param tenantSetting the setting that row-level security reads, such as {@code app.organization_id}; it is set to the
     *     user's tenant at the begin of each transaction; null: none
     */
    public record SqlOptions(int connections, boolean pipelining, boolean prepared, String tenantSetting) {

        public static final SqlOptions DEFAULT = new SqlOptions(0, true, true, null);
    }

    /**
     * One way through the system; which one an iteration takes is drawn by weight.
     *
     * @param weight relative to the other flows' weights; above 0
     */
    public record Flow(String name, double weight, List<Step> steps) {

        public Flow {
            steps = List.copyOf(steps);
            if (!(weight > 0)) {
                throw new IllegalArgumentException("weight should be above 0: was " + weight);
            }
        }
    }

    /**
     * Whom virtual users belong to: user n (from 1) to {@code names[(n-1) mod size]}.
     *
     * @param variable under which steps find the name
     * @param names empty: the scenario has no tenants
     * @param from the column of the test data, such as {@code users.org}, that says whom an iteration belongs to; null: by
     *     the user's number
     */
    public record Tenants(String variable, List<String> names, String from) {

        public static final Tenants NONE = new Tenants("tenant", List.of(), null);

        public Tenants {
            names = List.copyOf(names);
        }

        /** At least one; the empty name when there are none. */
        public List<String> labels() {
            return names.isEmpty() ? List.of("") : names;
        }
    }

    /**
     * Rows of test data; each iteration takes one, and its columns become {@code ${name.column}}.
     *
     * @param rows one value a column
     */
    public record Feeder(String name, List<String> columns, List<List<String>> rows, Order order) {

        /** In which order iterations take rows. */
        public enum Order {
            /** One after the other, from the start again at the end. */
            SEQUENTIAL,
            RANDOM,
            /** One after the other, each at most once; without a row left an iteration does not begin. */
            ONCE
        }

        public Feeder {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
