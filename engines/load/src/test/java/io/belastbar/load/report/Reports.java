package io.belastbar.load.report;

import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunVerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reports to look at and to compare with golden files. */
public final class Reports {

    private Reports() {}

    /** A small run whose every figure is known. */
    public static RunReport small() {
        List<Threshold> thresholds = List.of(
                Runs.threshold("p(50)<100"),
                Runs.threshold("p(99)<200"),
                Runs.on(Scope.step("GET_employees"), "avg<100", Duration.ofSeconds(3)),
                Runs.on(Scope.step("POST_angebote"), "p(95)<3000", null),
                Runs.threshold("throughput>200/s"));
        return report(
                Runs.stalled(),
                thresholds,
                BudgetThresholds.of(List.of(new Objective("DELETE /x<y>", "target_error_rate", "≤ 1%")), Runs.STEPS));
    }

    public static RunReport report(RunResult run, List<Threshold> thresholds, BudgetThresholds budget) {
        List<Threshold> all = new ArrayList<>(thresholds);
        all.addAll(budget.thresholds());
        List<ThresholdResult> results = ThresholdEvaluation.of(all, run);
        return new RunReport(
                run,
                results,
                budget.notCovered(),
                RunVerdictRule.judge(new RunEnding.Completed(), run, results, GeneratorLimits.DEFAULT));
    }

    /**
     * A run as they are: a ramp, a plateau, a target that stalls for some seconds after two thirds, one tenant that is
     * slower than the others.
     */
    public static RunResult lifelike(int seconds, int tenants, int perSecond) {
        List<StepInfo> steps = List.of(
                new StepInfo("login", "POST /auth/login", "login"),
                new StepInfo("list employees", "GET /api/v1/employees", "GET_employees"),
                new StepInfo("make an offer", "POST /api/v1/angebote", "POST_angebote"));
        List<String> names =
                IntStream.rangeClosed(1, tenants).mapToObj(n -> "org_" + n).toList();
        RunIdentity identity = new RunIdentity(
                "3f0c6f52-8d43-4a7e-9a57-6a1f3f0f2f11",
                "smartbav",
                "api-load-test",
                7,
                "smartbav-api",
                Instant.parse("2026-11-21T01:00:00Z"),
                Duration.ofSeconds(seconds));
        // Seconds are encoded as soon as nothing can end in them any more: an hour of cells would not fit into memory.
        TreeMap<Integer, Map<CellKey, Cell>> open = new TreeMap<>();
        Map<CellKey, Cell> totals = new TreeMap<>();
        List<byte[]> encoded = new ArrayList<>();
        Random random = new Random(42);
        double stallFrom = seconds * 0.66;
        double stallTo = stallFrom + 6;
        for (int second = 0; second < seconds; second++) {
            double ramp = Math.min(1, (second + 1) / (seconds * 0.25));
            int requests = (int) Math.round(perSecond * ramp);
            for (int n = 0; n < requests; n++) {
                double at = second + (double) n / requests;
                int step = random.nextInt(10) < 7 ? 1 : random.nextInt(2) * 2;
                int tenant = random.nextInt(tenants);
                double base = step == 2 ? 80 : step == 0 ? 35 : 9;
                double slow = tenant == tenants - 1 ? 2.2 : 1;
                double serviceMs = base * slow * Math.exp(random.nextGaussian() * 0.45) * (0.7 + 0.6 * ramp);
                double waitMs = at >= stallFrom && at < stallTo ? (stallTo - at) * 1_000 : 0;
                boolean failed = random.nextInt(waitMs > 4_000 ? 30 : 2_500) == 0;
                double responseMs = serviceMs + waitMs;
                double servedMs = serviceMs + Math.min(waitMs, 1_000 * random.nextDouble());
                ErrorClass error = !failed ? null : waitMs > 0 ? ErrorClass.TIMEOUT : ErrorClass.UNEXPECTED_STATUS;
                CellKey key = new CellKey(step, tenant);
                cell(open, second, key).started(1);
                totals.computeIfAbsent(key, none -> new Cell()).started(1);
                long response = (long) (responseMs * 1e3);
                long service = (long) (servedMs * 1e3);
                int received = 2_400 + random.nextInt(800);
                cell(open, (int) (at + responseMs / 1e3), key).record(response, service, error, 350, received);
                totals.get(key).record(response, service, error, 350, received);
            }
            GeneratorSecond own =
                    new GeneratorSecond(200 + random.nextInt(900), 3_000, 0, 0, 0.3 * ramp, 0.25 * ramp, 64, 0);
            encoded.add(encode(second, (int) Math.ceil(50 * ramp), own, open));
        }
        while (!open.isEmpty()) {
            encoded.add(encode(encoded.size(), 0, GeneratorSecond.UNKNOWN, open));
        }
        return new RunResult(
                identity,
                Provenance.own("0.1.0"),
                steps,
                names,
                SecondSeries.ofEncoded(encoded),
                totals,
                new GeneratorReport(
                        1.1,
                        3.4,
                        0,
                        0,
                        0.31,
                        0.26,
                        64,
                        List.of("64 connections: 400/s × 0.16 s worst expected latency."),
                        null));
    }

    private static Cell cell(Map<Integer, Map<CellKey, Cell>> open, int second, CellKey key) {
        return open.computeIfAbsent(second, none -> new TreeMap<>()).computeIfAbsent(key, none -> new Cell());
    }

    private static byte[] encode(int second, int users, GeneratorSecond own, Map<Integer, Map<CellKey, Cell>> open) {
        Map<CellKey, Cell> cells = open.remove(second);
        return SecondCodec.encode(new SecondResult(second, users, 0, own, cells == null ? Map.of() : cells));
    }

    public static RunReport lifelikeReport(int seconds, int tenants, int perSecond) {
        List<Threshold> thresholds = List.of(
                Runs.threshold("p(95)<500"),
                Runs.threshold("p(99)<1500"),
                Runs.threshold("rate<0.1%"),
                Runs.on(Scope.step("GET_employees"), "p(95)<500", Duration.ofSeconds(30)),
                Runs.on(new Scope(null, "org_1"), "p(99.9)<2s", null),
                Runs.threshold("throughput>=" + perSecond + "/s"));
        RunResult run = lifelike(seconds, tenants, perSecond);
        List<Objective> budget = List.of(
                new Objective("GET /api/v1/employees", "target_response_time_p50", "≤ 100 ms"),
                new Objective("GET /api/v1/employees", "target_throughput", "≥ 1000 req/s"),
                new Objective("DELETE /api/v1/employees/{id}", "target_response_time_p95", "≤ 500 ms"));
        return report(run, thresholds, BudgetThresholds.of(budget, run.steps()));
    }
}
