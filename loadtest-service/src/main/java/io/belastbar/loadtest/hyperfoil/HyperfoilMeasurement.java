package io.belastbar.loadtest.hyperfoil;

import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.loadtest.remote.RemoteRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Merges what Hyperfoil counted, phase by phase and metric by metric, into one result. Hyperfoil's histograms hold
 * responses, in nanoseconds with two significant digits. A request that timed out is not in them and is added here with
 * the time-out; one without connection has no time at all and is added with the median, so that it moves no percentile
 * much.
 */
final class HyperfoilMeasurement {

    private static final long NANOS_PER_MICRO = 1_000L;

    private final Scenario scenario;
    private final Duration timeout;
    private final Map<String, Integer> tenantOfPhase;
    private final Map<String, Integer> stepOfMetric = new HashMap<>();
    private final RunIdentity identity;
    private final Provenance provenance;
    private final Map<CellKey, Cell> totals = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long blockedNanos;

    HyperfoilMeasurement(RemoteRun run, HyperfoilBenchmark benchmark, Instant startedAt, Provenance provenance) {
        this.scenario = run.scenario();
        this.timeout = scenario.timeout() == null ? Duration.ofSeconds(30) : scenario.timeout();
        this.tenantOfPhase = benchmark.phases().stream()
                .collect(Collectors.toMap(HyperfoilBenchmark.Phase::name, HyperfoilBenchmark.Phase::tenant));
        for (int step = 0; step < scenario.sends().size(); step++) {
            stepOfMetric.put(scenario.sends().get(step).name(), step);
        }
        this.identity = run.identity(startedAt);
        this.provenance = provenance;
    }

    /** {@code nanos} are the response times behind the statistics. */
    void add(HyperfoilStatistics statistics, Histogram nanos) {
        Integer step = stepOfMetric.get(statistics.metric());
        Integer tenant = tenantOfPhase.get(statistics.phase());
        if (step == null || tenant == null) {
            notes.add("Hyperfoil told of '" + statistics.phase() + ", " + statistics.metric()
                    + "', which the scenario does not know; it is left out.");
            return;
        }
        blockedNanos += statistics.blockedNanos();
        totals.computeIfAbsent(new CellKey(step, tenant), none -> new Cell()).add(cell(statistics.counts(), nanos));
    }

    RunResult build() {
        notes.add(String.format(
                Locale.ROOT,
                "Requests waited %.3f s in sum for a connection; Hyperfoil does not count that as response time.",
                blockedNanos / 1e9));
        return new RunResult(
                identity,
                provenance,
                RunTally.steps(scenario),
                scenario.tenants().labels(),
                SecondSeries.of(List.of()),
                totals,
                GeneratorReport.ofOther(0, notes));
    }

    private Cell cell(HyperfoilStatistics.Counts counts, Histogram nanos) {
        Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
        nanos.recordedValues()
                .forEach(value -> micros.recordValueWithCount(
                        nanos.medianEquivalentValue(value.getValueIteratedTo()) / NANOS_PER_MICRO,
                        value.getCountAtValueIteratedTo()));
        long median = micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(50);
        add(micros, median, counts.connectionErrors() + counts.internalErrors());
        add(micros, timeout.toNanos() / NANOS_PER_MICRO, counts.timeouts());
        Cell cell = Cell.of(micros, micros.copy());
        cell.started(counts.requests());
        cell.addErrors(ErrorClass.UNEXPECTED_STATUS, counts.invalid());
        cell.addErrors(ErrorClass.CONNECTION_FAILED, counts.connectionErrors());
        cell.addErrors(ErrorClass.TIMEOUT, counts.timeouts());
        cell.addErrors(ErrorClass.OTHER, counts.internalErrors());
        return cell;
    }

    /** A histogram takes a value for its maximum even if it is recorded no times. */
    private static void add(Histogram micros, long value, long count) {
        if (count > 0) {
            micros.recordValueWithCount(value, count);
        }
    }
}
