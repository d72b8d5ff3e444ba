package io.belastbar.load.export;

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
import java.util.stream.Collectors;

/**
 * The load model as one of k6's executors: constant-vus, ramping-vus, per-vu-iterations, constant-arrival-rate or
 * ramping-arrival-rate.
 */
final class K6Executor {

    private static final int USERS_MAX = 10_000;
    private static final int CONNECTIONS_MAX = 10_000;

    private final Scenario scenario;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> fields;

    K6Executor(Scenario scenario) {
        this.scenario = scenario;
        this.fields = switch (scenario.load()) {
            case LoadModel.Closed closed when closed.iterationsPerUser() != null -> perUser(closed);
            case LoadModel.Closed closed -> closed(closed);
            case LoadModel.Open open -> open(open);
        };
        fields.put("gracefulStop", time(K6Script.timeout(scenario)));
    }

    String text() {
        return fields.entrySet().stream()
                .map(field -> "      " + field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(",\n", "{\n", ",\n    }"));
    }

    List<String> notes() {
        return notes;
    }

    private Map<String, String> perUser(LoadModel.Closed closed) {
        if (closed.stages().stream()
                .anyMatch(stage -> !stage.duration().isZero() && stage.target() != startOf(closed))) {
            notes.add("With a number of iterations for each user, k6 starts all users at once; the ramp is not kept.");
        }
        Map<String, String> executor = executor("per-vu-iterations");
        executor.put("vus", Integer.toString(closed.maxUsers()));
        executor.put("iterations", Integer.toString(closed.iterationsPerUser()));
        executor.put("maxDuration", time(closed.duration()));
        return executor;
    }

    private Map<String, String> closed(LoadModel.Closed closed) {
        int start = startOf(closed);
        List<UserStage> rest = closed.stages().stream()
                .dropWhile(stage -> stage.duration().isZero())
                .toList();
        if (start > 0 && rest.stream().allMatch(stage -> stage.target() == start)) {
            Map<String, String> executor = executor("constant-vus");
            executor.put("vus", Integer.toString(start));
            executor.put("duration", time(closed.duration()));
            return executor;
        }
        Map<String, String> executor = executor("ramping-vus");
        executor.put("startVUs", Integer.toString(start));
        executor.put("stages", JavaScript.list(rest, stage -> stage(stage.duration(), stage.target())));
        executor.put("gracefulRampDown", time(K6Script.timeout(scenario)));
        return executor;
    }

    private static int startOf(LoadModel.Closed closed) {
        return closed.stages().stream()
                .takeWhile(stage -> stage.duration().isZero())
                .reduce(0, (level, stage) -> stage.target(), (earlier, later) -> later);
    }

    private Map<String, String> open(LoadModel.Open open) {
        if (open.arrival() == Arrival.POISSON) {
            notes.add("Arrivals are evenly spaced: k6 has no Poisson arrivals, so bursts are missing.");
        }
        notes.add("k6 drops an arrival for which no user is free (dropped_iterations); Belastbar lets it wait and"
                + " counts the wait.");
        double start = open.stages().stream()
                .takeWhile(stage -> stage.duration().isZero())
                .reduce(0.0, (level, stage) -> stage.targetPerSecond(), (earlier, later) -> later);
        List<RateStage> rest = open.stages().stream()
                .dropWhile(stage -> stage.duration().isZero())
                .toList();
        int unit = unit(open);
        boolean constant = start > 0 && rest.stream().allMatch(stage -> stage.targetPerSecond() == start);
        Map<String, String> executor = executor(constant ? "constant-arrival-rate" : "ramping-arrival-rate");
        executor.put(constant ? "rate" : "startRate", Long.toString(Math.round(start * unit)));
        executor.put("timeUnit", time(Duration.ofSeconds(unit)));
        if (constant) {
            executor.put("duration", time(open.duration()));
        } else {
            executor.put(
                    "stages",
                    JavaScript.list(
                            rest, stage -> stage(stage.duration(), Math.round(stage.targetPerSecond() * unit))));
        }
        int max = new LoadSizing(scenario, USERS_MAX, CONNECTIONS_MAX).users(K6Script.timeout(scenario));
        int atFirst = open.maxUsers() == null ? (int) Math.clamp(Math.ceil(open.peakPerSecond()), 1, max) : max;
        executor.put("preAllocatedVUs", Integer.toString(atFirst));
        executor.put("maxVUs", Integer.toString(max));
        return executor;
    }

    /** Seconds within which every rate is a whole number, as k6 wants it; 1,000 at most. */
    private int unit(LoadModel.Open open) {
        for (int unit = 1; unit <= 1000; unit *= 10) {
            int tried = unit;
            if (open.stages().stream()
                    .mapToDouble(stage -> stage.targetPerSecond() * tried)
                    .allMatch(rate -> Math.abs(rate - Math.rint(rate)) < 1e-6)) {
                return unit;
            }
        }
        notes.add("Rates are rounded to 0.001/s.");
        return 1000;
    }

    private static Map<String, String> executor(String name) {
        Map<String, String> executor = new LinkedHashMap<>();
        executor.put("executor", "'" + name + "'");
        return executor;
    }

    private static String stage(Duration duration, long target) {
        return "{ duration: " + time(duration) + ", target: " + target + " }";
    }

    private static String time(Duration duration) {
        return "'" + K6Options.duration(duration) + "'";
    }
}
