package io.belastbar.load.export;

import io.belastbar.load.export.HyperfoilFlows.Fork;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.LoadModel.RateStage;
import io.belastbar.load.scenario.LoadModel.UserStage;
import io.belastbar.load.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of a load as phases. An open load's phases (constantRate, increasingRate, decreasingRate) have a fork for
 * each flow and tenant, by weight. Hyperfoil rounds the users of a closed fork, so a closed load has phases (always,
 * atOnce) of its own for each flow and tenant, with whole users.
 */
final class HyperfoilPhases {

    private static final int USERS_MAX = 10_000;
    private static final int STEPS_OF_A_RAMP = 10;

    private final Scenario scenario;
    private final HyperfoilFlows flows;
    private final List<Object> documents = new ArrayList<>();
    private final List<HyperfoilBenchmark.Phase> phases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int stages;

    HyperfoilPhases(Scenario scenario, HyperfoilFlows flows) {
        this.scenario = scenario;
        this.flows = flows;
        switch (scenario.load()) {
            case LoadModel.Closed closed when closed.iterationsPerUser() != null -> perUser(closed);
            case LoadModel.Closed closed -> closed(closed);
            case LoadModel.Open open -> open(open);
        }
    }

    List<Object> documents() {
        return documents;
    }

    List<HyperfoilBenchmark.Phase> phases() {
        return phases;
    }

    List<String> notes() {
        return notes;
    }

    private void open(LoadModel.Open open) {
        notes.add(
                "An arrival for which no session is free is left out here; Belastbar lets it wait and counts the wait.");
        int sessions = new LoadSizing(scenario, USERS_MAX, USERS_MAX).users(K6Script.timeout(scenario));
        Duration start = Duration.ZERO;
        double level = 0;
        for (RateStage stage : open.stages()) {
            double target = stage.targetPerSecond();
            if (!stage.duration().isZero() && (level > 0 || target > 0)) {
                boolean constant = level == target;
                Map<String, Object> model = new LinkedHashMap<>();
                if (constant) {
                    model.put("usersPerSec", target);
                } else {
                    model.put("initialUsersPerSec", level);
                    model.put("targetUsersPerSec", target);
                }
                model.put("maxSessions", Math.max(sessions, flows.forks().size()));
                model.put("sessionLimitPolicy", "CONTINUE");
                model.put("variance", open.arrival() == Arrival.POISSON);
                times(model, start, stage.duration());
                scenarios(model, start);
                String kind = constant ? "constantRate" : level < target ? "increasingRate" : "decreasingRate";
                documents.add(Map.of(stageName(), Map.of(kind, model)));
                stages++;
            }
            start = start.plus(stage.duration());
            level = target;
        }
    }

    /** Hyperfoil wants no forks where there is but one. */
    private void scenarios(Map<String, Object> model, Duration start) {
        if (flows.forks().size() == 1) {
            Fork only = flows.forks().getFirst();
            model.put("scenario", flows.scenario(only, 0));
            phases.add(new HyperfoilBenchmark.Phase(stageName(), only.tenant(), start));
            return;
        }
        List<Object> forks = new ArrayList<>();
        for (Fork fork : flows.forks()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("weight", fork.weight());
            document.put("scenario", flows.scenario(fork, 0));
            forks.add(Map.of(fork.name(), document));
            phases.add(new HyperfoilBenchmark.Phase(stageName() + "/" + fork.name(), fork.tenant(), start));
        }
        model.put("forks", forks);
    }

    private void closed(LoadModel.Closed closed) {
        noteFlows();
        Duration start = Duration.ZERO;
        int level = 0;
        for (UserStage stage : closed.stages()) {
            if (!stage.duration().isZero()) {
                ramp(start, stage.duration(), level, stage.target());
            }
            start = start.plus(stage.duration());
            level = stage.target();
        }
    }

    private void ramp(Duration start, Duration duration, int from, int to) {
        int steps = Math.clamp(Math.min(duration.toSeconds(), Math.abs(to - from)), 1, STEPS_OF_A_RAMP);
        if (from != to) {
            notes.add("Hyperfoil has no ramp of users: a ramp is a staircase of up to " + STEPS_OF_A_RAMP + " steps.");
        }
        Duration each = duration.dividedBy(steps);
        for (int step = 0; step < steps; step++) {
            int users = (int) Math.round(from + (to - from) * (step + 0.5) / steps);
            always(start.plus(each.multipliedBy(step)), each, users);
        }
    }

    private void always(Duration start, Duration duration, int users) {
        int[] shares = flows.users(users);
        for (Fork fork : flows.forks()) {
            if (shares[fork.index()] > 0) {
                Map<String, Object> model = new LinkedHashMap<>();
                model.put("users", shares[fork.index()]);
                times(model, start, duration);
                model.put("scenario", flows.scenario(fork, 0));
                add(fork, start, Map.of("always", model));
            }
        }
        stages++;
    }

    private void perUser(LoadModel.Closed closed) {
        noteFlows();
        notes.add("With a number of iterations for each user, all users start at once here; a ramp is not kept.");
        int[] shares = flows.users(closed.maxUsers());
        for (Fork fork : flows.forks()) {
            if (shares[fork.index()] > 0) {
                Map<String, Object> model = new LinkedHashMap<>();
                model.put("users", shares[fork.index()]);
                model.put("duration", "0s");
                model.put("maxDuration", K6Options.duration(closed.duration()));
                model.put("scenario", flows.scenario(fork, closed.iterationsPerUser()));
                add(fork, Duration.ZERO, Map.of("atOnce", model));
            }
        }
        stages++;
    }

    private void noteFlows() {
        if (scenario.flows().size() > 1) {
            notes.add("Each user stays in one flow; Belastbar draws a flow for each iteration.");
        }
    }

    private void add(Fork fork, Duration start, Map<String, Object> document) {
        String name = stageName() + "/" + fork.name();
        documents.add(Map.of(name, document));
        phases.add(new HyperfoilBenchmark.Phase(name, fork.tenant(), start));
    }

    private String stageName() {
        return "stage-" + (stages + 1);
    }

    private void times(Map<String, Object> model, Duration start, Duration duration) {
        model.put("startTime", K6Options.duration(start));
        model.put("duration", K6Options.duration(duration));
        model.put("maxDuration", K6Options.duration(duration.plus(K6Script.timeout(scenario))));
    }
}
