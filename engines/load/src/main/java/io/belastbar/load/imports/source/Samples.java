package io.belastbar.load.imports.source;

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

    /** As many steps and tenants as a scenario of ours may have. */
    static final int PAIRS_MAX = 25_000;
    /** Of all seconds together: eighty for each second of six hours. */
    static final long CELLS_MAX = 2_000_000;

    private static final String CELLS_RULE =
            "combinations of a second, a request name and a tenant; give requests one name, or import a shorter part";
    private static final int NAME_MAX = 6_000;
    private static final long SPAN_MAX_SECONDS = Duration.ofDays(1).toSeconds();

    private final ImportLimits limits;
    private final Faults faults;
    private final Map<StepInfo, Integer> steps = new LinkedHashMap<>();
    private final Map<String, Integer> tenants = new LinkedHashMap<>();
    private final SampleRows open = new SampleRows();
    private final EncodedSeconds seconds = new EncodedSeconds();
    private final TreeMap<Long, Integer> users = new TreeMap<>();
    private long firstStartMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;
    private final long cellsMax;
    private long rows;

    public Samples(ImportLimits limits, Faults faults) {
        this(limits, faults, CELLS_MAX);
    }

    Samples(ImportLimits limits, Faults faults, long cellsMax) {
        this.cellsMax = cellsMax;
        this.limits = limits;
        this.faults = faults;
    }

    /** @param line of the file, for faults */
    public void add(int line, ImportedRequest sample) {
        if (++rows > limits.rowsMax()) {
            throw faults.fatal(
                    new FieldFault(line, null, "line", "must be one of at most " + limits.rowsMax() + " requests", ""));
        }
        int step = index(steps, sample.step(), limits.stepsMax(), line, "request names");
        int tenant = index(tenants, sample.tenant(), limits.tenantsMax(), line, "tenants");
        firstStartMicros = Math.min(firstStartMicros, sample.startMicros());
        lastEndMicros = Math.max(lastEndMicros, sample.startMicros() + sample.durationMicros());
        requireOneDay(line, firstStartMicros, lastEndMicros);
        open.add(step, tenant, sample);
        if (open.isFull()) {
            encode(line);
        }
    }

    private void requireOneDay(int line, long fromMicros, long toMicros) {
        long span = SampleRows.second(toMicros) - SampleRows.second(fromMicros);
        if (span > SPAN_MAX_SECONDS) {
            throw faults.fatal(
                    new FieldFault(line, null, "time", "must all lie within one day", "a span of " + span + " s"));
        }
    }

    private void encode(int line) {
        open.drainTo(seconds, SampleRows.second(firstStartMicros));
        atMost(line, seconds.pairs(), PAIRS_MAX, "pairs of a request name and a tenant; give requests one name");
        atMost(line, seconds.cells(), cellsMax, CELLS_RULE);
    }

    private void atMost(int line, long found, long max, String what) {
        if (found > max) {
            throw faults.fatal(new FieldFault(
                    line, null, "line", "must be one of at most " + max + " " + what, found + " so far"));
        }
    }

    /** How many users were active at this time, in microseconds since 1970; the most within a second count. */
    public void users(long atMicros, int active) {
        users.merge(SampleRows.second(atMicros), active, Math::max);
        if (users.size() > SPAN_MAX_SECONDS + 1) {
            throw faults.fatal(new FieldFault(
                    1, null, "time", "must all lie within one day", users.size() + " different seconds"));
        }
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
        encode(1);
        long first = SampleRows.second(firstStartMicros);
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
                seconds.series(first, usersBySecond),
                seconds.totals(),
                GeneratorReport.UNKNOWN);
    }

    private <T> int index(Map<T, Integer> known, T wanted, int max, int line, String what) {
        Integer index = known.get(wanted);
        if (index != null) {
            return index;
        }
        if (wanted.toString().length() > NAME_MAX) {
            throw faults.fatal(new FieldFault(
                    line, null, "line", "must use names of at most " + NAME_MAX + " characters", wanted.toString()));
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
