package io.belastbar.load.result;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a result request by request, in any order. */
public final class RunResultBuilder {

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int SECONDS_MAX = 7 * 24 * 3600;

    private final RunIdentity identity;
    private final Provenance provenance;
    private final List<StepInfo> steps;
    private final List<String> tenants;
    private final TreeMap<Integer, Map<CellKey, Cell>> seconds = new TreeMap<>();
    private final Map<CellKey, Cell> totals = new TreeMap<>();
    private GeneratorReport generator = GeneratorReport.UNKNOWN;
    private List<FailureCause> failures = List.of();

    public RunResultBuilder(RunIdentity identity, Provenance provenance, List<StepInfo> steps, List<String> tenants) {
        this.identity = identity;
        this.provenance = provenance;
        this.steps = List.copyOf(steps);
        this.tenants = tenants.isEmpty() ? List.of("") : List.copyOf(tenants);
    }

    /** A start that was planned for this instant, in microseconds since the start of the run. */
    public RunResultBuilder started(int step, int tenant, long atMicros) {
        inSecond(atMicros, key(step, tenant)).started(1);
        total(key(step, tenant)).started(1);
        return this;
    }

    /** A request that ended at this instant, in microseconds since the start of the run. */
    public RunResultBuilder record(
            int step,
            int tenant,
            long endedAtMicros,
            long responseMicros,
            long serviceMicros,
            ErrorClass errorOrNull,
            long bytesSent,
            long bytesReceived) {
        CellKey key = key(step, tenant);
        inSecond(endedAtMicros, key).record(responseMicros, serviceMicros, errorOrNull, bytesSent, bytesReceived);
        total(key).record(responseMicros, serviceMicros, errorOrNull, bytesSent, bytesReceived);
        return this;
    }

    /** A whole cell of which the seconds are not known. */
    public RunResultBuilder addTotal(CellKey key, Cell cell) {
        total(key).add(cell);
        return this;
    }

    public RunResultBuilder generator(GeneratorReport own) {
        this.generator = own;
        return this;
    }

    public RunResultBuilder failures(FailureCause... causes) {
        this.failures = List.of(causes);
        return this;
    }

    public RunResult build() {
        List<SecondResult> built = new ArrayList<>();
        int last = seconds.isEmpty() ? -1 : seconds.lastKey();
        for (int second = 0; second <= last; second++) {
            built.add(new SecondResult(second, 0, 0, GeneratorSecond.UNKNOWN, seconds.getOrDefault(second, Map.of())));
        }
        return new RunResult(identity, provenance, steps, tenants, SecondSeries.of(built), totals, generator, failures);
    }

    private CellKey key(int step, int tenant) {
        if (step >= steps.size() || tenant >= tenants.size()) {
            throw new IllegalArgumentException("step and tenant should be known: were " + step + " of " + steps.size()
                    + ", " + tenant + " of " + tenants.size());
        }
        return new CellKey(step, tenant);
    }

    private Cell inSecond(long atMicros, CellKey key) {
        long second = Math.max(0, atMicros) / MICROS_PER_SECOND;
        if (second > SECONDS_MAX) {
            throw new IllegalArgumentException("a run should last at most " + SECONDS_MAX + " s: was " + second + " s");
        }
        return seconds.computeIfAbsent((int) second, none -> new TreeMap<>()).computeIfAbsent(key, none -> new Cell());
    }

    private Cell total(CellKey key) {
        return totals.computeIfAbsent(key, none -> new Cell());
    }
}
