package io.belastbar.load.comparison;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Whole results of simulated runs: steps with log-normal times around a level that wanders from second to second. */
public record SimulatedResult(
        String runId, int seconds, int perSecond, double slower, double tailSlower, double errorRate, String engine) {

    public static final List<StepInfo> STEPS = List.of(
            new StepInfo("list employees", "GET /api/v1/employees", "list"),
            new StepInfo("pay <now>", "POST /api/v1/payments", "pay"));

    public static SimulatedResult plain(String runId, int seconds, int perSecond) {
        return new SimulatedResult(runId, seconds, perSecond, 1, 1, 0.001, "belastbar");
    }

    /** With a verdict that lets its numbers count. */
    public static ComparedRun sound(String name, RunResult result) {
        return new ComparedRun(name, result, ComparedRun.Standing.SOUND);
    }

    public SimulatedResult slower(double factor, double tailFactor) {
        return new SimulatedResult(runId, seconds, perSecond, factor, tailFactor, errorRate, engine);
    }

    public SimulatedResult failing(double rate) {
        return new SimulatedResult(runId, seconds, perSecond, slower, tailSlower, rate, engine);
    }

    public SimulatedResult by(String otherEngine) {
        return new SimulatedResult(runId, seconds, perSecond, slower, tailSlower, errorRate, otherEngine);
    }

    /** @param seed every seed is another run of the same target */
    public RunResult result(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RunIdentity identity = new RunIdentity(
                runId,
                "shop",
                "checkout",
                3,
                "shop-api",
                Instant.parse("2026-05-10T08:00:00Z"),
                Duration.ofSeconds(seconds));
        RunResultBuilder builder =
                new RunResultBuilder(identity, new Provenance(engine, "1", "", List.of()), STEPS, List.of());
        double level = 0;
        for (int second = 0; second < seconds; second++) {
            level = 0.6 * level + 0.06 * random.nextGaussian();
            for (int request = 0; request < perSecond; request++) {
                request(builder, random, second, level);
            }
        }
        return builder.build();
    }

    private void request(RunResultBuilder builder, SplittableRandom random, int second, double level) {
        int step = random.nextInt(10) < 7 ? 0 : 1;
        boolean tail = random.nextInt(20) == 0;
        double median = (step == 0 ? 12_000 : 45_000) * slower * (tail ? 4 * tailSlower : 1);
        long micros = Math.round(median * Math.exp(0.35 * random.nextGaussian() + level));
        long at = second * 1_000_000L + random.nextInt(1_000_000);
        ErrorClass error = random.nextDouble() < errorRate ? ErrorClass.UNEXPECTED_STATUS : null;
        builder.started(step, 0, at);
        builder.record(step, 0, at, micros, Math.round(micros * 0.9), error, 300, 2_000);
    }
}
