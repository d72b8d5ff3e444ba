package io.belastbar.load.evaluation;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.load.threshold.ThresholdExpression;
import io.belastbar.load.threshold.TimeBasis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Synthetic runs whose every figure is known. */
public final class Runs {

    public static final List<StepInfo> STEPS = List.of(
            new StepInfo("list", "GET /api/v1/employees", "GET_employees"),
            new StepInfo("offer", "POST /api/v1/angebote", "POST_angebote"));
    public static final List<String> TENANTS = List.of("org_1", "org_2");

    private Runs() {}

    public static RunResultBuilder of(int seconds) {
        return new RunResultBuilder(
                new RunIdentity(
                        "run-1",
                        "smartbav",
                        "demo",
                        3,
                        "smartbav-api",
                        Instant.parse("2026-11-21T01:00:00Z"),
                        Duration.ofSeconds(seconds)),
                Provenance.own("0.1.0"),
                STEPS,
                TENANTS);
    }

    /** Requests spread over one second, all alike. */
    public static void second(
            RunResultBuilder run, int second, int step, int tenant, int requests, int failed, long millis) {
        for (int n = 0; n < requests; n++) {
            long at = second * 1_000_000L + n * 1_000_000L / requests;
            run.started(step, tenant, at);
            ErrorClass error = n < failed ? ErrorClass.UNEXPECTED_STATUS : null;
            run.record(step, tenant, at, millis * 1_000, millis * 500, error, 100, 1_000);
        }
    }

    /** Ten seconds, 100 requests a second to the first step in 20 ms; second 5 takes 300 ms and fails ten times. */
    public static RunResult stalled() {
        RunResultBuilder run = of(10);
        for (int second = 0; second < 10; second++) {
            boolean stalled = second == 5;
            second(run, second, 0, second % 2, 100, stalled ? 10 : 0, stalled ? 300 : 20);
        }
        return run.generator(new GeneratorReport(1.2, 4.5, 0, 0, 0.4, 0.3, 10, List.of("10 connections"), null))
                .build();
    }

    public static Threshold threshold(String expression) {
        return on(Scope.WHOLE_RUN, expression, null);
    }

    public static Threshold on(Scope scope, String expression, Duration window) {
        Condition condition = ThresholdExpression.parse(expression).getFirst();
        return new Threshold(scope, condition, TimeBasis.RESPONSE, window, false, Duration.ZERO, Origin.SCENARIO);
    }

    public static Threshold aborting(String expression, Duration window, Duration delay) {
        Condition condition = ThresholdExpression.parse(expression).getFirst();
        return new Threshold(Scope.WHOLE_RUN, condition, TimeBasis.RESPONSE, window, true, delay, Origin.SCENARIO);
    }
}
