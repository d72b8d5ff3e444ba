package io.belastbar.load.imports.source;

import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers the requests of an import, in any order, and makes a result of them. Second 0 begins at the whole second of
 * the clock in which the first request was sent, so that it need not be known beforehand.
 */
public final class Samples {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SPAN_MAX_SECONDS = Duration.ofDays(1).toSeconds();

    private final ImportLimits limits;
    private final Faults faults;
    private final Map<StepInfo, Integer> steps = new LinkedHashMap<>();
    private final Map<String, Integer> tenants = new LinkedHashMap<>();
    private final TreeMap<Long, TreeMap<CellKey, SampleCell>> seconds = new TreeMap<>();
    private final TreeMap<Long, Integer> users = new TreeMap<>();
    private long firstStartMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;
    private long rows;

    public Samples(ImportLimits limits, Faults faults) {
        this.limits = limits;
        this.faults = faults;
    }

    /** @param line of the file, for faults */
    public void add(int line, ImportedRequest sample) {
        if (++rows > limits.rowsMax()) {
            throw faults.fatal(
                    new FieldFault(line, null, "line", "must be one of at most " + limits.rowsMax() + " requests", ""));
        }
        CellKey key = new CellKey(
                index(steps, sample.step(), limits.stepsMax(), line, "request names"),
                index(tenants, sample.tenant(), limits.tenantsMax(), line, "tenants"));
        long endMicros = sample.startMicros() + sample.durationMicros();
        cell(sample.startMicros(), key).started();
        cell(endMicros, key).ended(sample);
        firstStartMicros = Math.min(firstStartMicros, sample.startMicros());
        lastEndMicros = Math.max(lastEndMicros, endMicros);
    }

    /** How many users were active at this time, in microseconds since 1970; the most within a second count. */
    public void users(long atMicros, int active) {
        users.merge(Math.floorDiv(atMicros, MICROS_PER_SECOND), active, Math::max);
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** @throws io.belastbar.document.InvalidInput with all faults of the file, or if it spans more than a day */
    public RunResult result(String runId, String system, String scenario, Provenance provenance) {
        faults.throwIfAny();
        if (isEmpty()) {
            throw faults.fatal(new FieldFault(1, null, "line", "must be followed by at least one request", "none"));
        }
        long first = Math.floorDiv(firstStartMicros, MICROS_PER_SECOND);
        if (seconds.lastKey() - first > SPAN_MAX_SECONDS) {
            throw faults.fatal(new FieldFault(
                    1, null, "time", "must all lie within one day", "a span of " + (seconds.lastKey() - first) + " s"));
        }
        EncodedSeconds encoded = new EncodedSeconds();
        for (var second = seconds.pollFirstEntry(); second != null; second = seconds.pollFirstEntry()) {
            int number = (int) (second.getKey() - first);
            second.getValue().forEach((key, cell) -> encoded.add(number, key, cell.toCell()));
        }
        TreeMap<Integer, Integer> usersBySecond = new TreeMap<>();
        users.forEach((second, active) -> usersBySecond.put((int) Math.max(0, second - first), active));
        RunIdentity identity = new RunIdentity(
                runId,
                system,
                scenario,
                0,
                "",
                Instant.ofEpochSecond(first),
                Duration.ofNanos((lastEndMicros - firstStartMicros) * 1_000));
        return new RunResult(
                identity,
                provenance,
                List.copyOf(steps.keySet()),
                List.copyOf(tenants.keySet()),
                encoded.series(usersBySecond),
                encoded.totals(),
                GeneratorReport.UNKNOWN);
    }

    private SampleCell cell(long atMicros, CellKey key) {
        return seconds.computeIfAbsent(Math.floorDiv(atMicros, MICROS_PER_SECOND), none -> new TreeMap<>())
                .computeIfAbsent(key, none -> new SampleCell());
    }

    private <T> int index(Map<T, Integer> known, T wanted, int max, int line, String what) {
        Integer index = known.get(wanted);
        if (index != null) {
            return index;
        }
        if (known.size() >= max) {
            throw faults.fatal(new FieldFault(
                    line,
                    null,
                    "line",
                    "must use one of at most " + max + " different " + what + "; give requests with ids one name",
                    wanted.toString()));
        }
        known.put(wanted, known.size());
        return known.size() - 1;
    }
}
