package io.belastbar.load.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * All that a run measured, whoever ran it.
 *
 * @param tenants at least one; a run without tenants has the single tenant with an empty name
 * @param totals by step and tenant, over the whole run
 * @param failures why requests failed, most frequent first within a step; empty where the source does not tell, and for
 *     runs stored before causes were kept. Bounded: rare causes may be missing, so the sum may be below the count of errors
 */
public record RunResult(
        RunIdentity identity,
        Provenance provenance,
        List<StepInfo> steps,
        List<String> tenants,
        SecondSeries seconds,
        Map<CellKey, Cell> totals,
        GeneratorReport generator,
        List<FailureCause> failures) {

    public RunResult {
        failures = List.copyOf(failures);
        steps = List.copyOf(steps);
        tenants = List.copyOf(tenants);
        totals = EncodedCells.unmodifiable(totals);
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException(
                    "a result should have at least one tenant, if only the one without name");
        }
    }

    /** Of a source that does not tell why requests failed. */
    public RunResult(
            RunIdentity identity,
            Provenance provenance,
            List<StepInfo> steps,
            List<String> tenants,
            SecondSeries seconds,
            Map<CellKey, Cell> totals,
            GeneratorReport generator) {
        this(identity, provenance, steps, tenants, seconds, totals, generator, List.of());
    }

    /** Of another tool, which tells of one step and of the whole run only. */
    public static RunResult of(RunIdentity identity, Provenance provenance, StepInfo step, Cell total) {
        return new RunResult(
                identity,
                provenance,
                List.of(step),
                List.of(""),
                SecondSeries.of(List.of()),
                Map.of(new CellKey(0, 0), total),
                GeneratorReport.UNKNOWN);
    }

    public Cell total() {
        return sum(key -> true);
    }

    /** All cells of the totals that are wanted, added up. */
    public Cell sum(Predicate<CellKey> wanted) {
        return Cell.sum(totals, wanted);
    }

    public Cell step(int step) {
        return sum(key -> key.step() == step);
    }

    public Cell tenant(int tenant) {
        return sum(key -> key.tenant() == tenant);
    }

    /**
     * The worst tenant's p99 of the response time of good answers divided by the median tenant's: 1 is fair, 3 means that
     * one tenant waits three times as long. NaN with fewer than two tenants that had any.
     */
    public double fairness() {
        double[] p99 = IntStream.range(0, tenants.size())
                .mapToObj(this::tenant)
                .filter(cell -> cell.responseMicros().getTotalCount() > 0)
                .mapToDouble(cell -> Math.max(0.001, Cell.percentileMs(cell.responseMicros(), 99)))
                .sorted()
                .toArray();
        if (p99.length < 2) {
            return Double.NaN;
        }
        int middle = p99.length / 2;
        double median = p99.length % 2 == 1 ? p99[middle] : (p99[middle - 1] + p99[middle]) / 2;
        return Arrays.stream(p99).max().orElseThrow() / median;
    }

    /** Planned starts per second, over the time for which load was offered. */
    public double offeredPerSecond() {
        return perSecond(total().intendedStarts());
    }

    /** Finished requests per second, errors included, over the time for which load was offered. */
    public double achievedPerSecond() {
        return perSecond(total().requests());
    }

    /** Percentiles segmented by offered load, lowest band first. */
    public List<LoadLevel> byLoadLevel() {
        return LoadLevel.of(seconds);
    }

    private double perSecond(long count) {
        double duration = identity.duration().toNanos() / 1e9;
        return duration <= 0 ? 0 : count / duration;
    }

    /**
     * Which run a result belongs to.
     *
     * @param duration for which load was offered
     */
    public record RunIdentity(
            String runId,
            String system,
            String scenario,
            int scenarioVersion,
            String target,
            Instant startedAt,
            Duration duration) {}

    /**
     * Who measured a result, and what a reader must know about it.
     *
     * @param engine belastbar, hyperfoil, k6, jmeter, gatling, wrk2 or hdrhistogram
     * @param engineVersion empty: not known
     * @param source the file or the service that it was read from; empty: this service
     * @param notes what differs from a measurement of our own, as sentences
     * @param highestKnownPercentile above which nothing was measured, in percent; 100 for full histograms
     * @param resolutionMicros the unit in which times were written, in microseconds: 1,000 for whole milliseconds; two
     *     figures less than a unit apart may be the same. 0: finer than what a histogram keeps
     * @param knownPercentiles the only ones that were measured, in percent; what a histogram has between them is a guess.
     *     Empty, as in what older versions stored: all up to the highest
     */
    public record Provenance(
            String engine,
            String engineVersion,
            String source,
            List<String> notes,
            double highestKnownPercentile,
            long resolutionMicros,
            List<Double> knownPercentiles) {

        private static final double NEARLY = 1e-6;
        private static final Set<String> WHOLE_MILLISECONDS = Set.of("jmeter", "gatling");

        /** What older versions stored of a tool that writes whole milliseconds has no unit: the tool tells it. */
        public Provenance {
            notes = List.copyOf(notes);
            knownPercentiles = knownPercentiles == null ? List.of() : List.copyOf(knownPercentiles);
            if (resolutionMicros < 0) {
                throw new IllegalArgumentException(
                        "the resolution should not be negative: was " + resolutionMicros + " µs");
            }
            if (resolutionMicros == 0 && WHOLE_MILLISECONDS.contains(engine)) {
                resolutionMicros = 1_000;
            }
        }

        public Provenance(
                String engine,
                String engineVersion,
                String source,
                List<String> notes,
                double highestKnownPercentile,
                long resolutionMicros) {
            this(engine, engineVersion, source, notes, highestKnownPercentile, resolutionMicros, List.of());
        }

        public Provenance(
                String engine, String engineVersion, String source, List<String> notes, double highestKnownPercentile) {
            this(engine, engineVersion, source, notes, highestKnownPercentile, 0);
        }

        public Provenance(String engine, String engineVersion, String source, List<String> notes) {
            this(engine, engineVersion, source, notes, 100);
        }

        /** The same with times in whole units of this length. */
        public Provenance inUnitsOf(Duration unit) {
            return new Provenance(
                    engine,
                    engineVersion,
                    source,
                    notes,
                    highestKnownPercentile,
                    unit.toNanos() / 1_000,
                    knownPercentiles);
        }

        /** The same, of which only these percentiles were measured. */
        public Provenance knowing(List<Double> percentiles) {
            return new Provenance(
                    engine, engineVersion, source, notes, highestKnownPercentile, resolutionMicros, percentiles);
        }

        /** Whether a percentile was measured, and not put between two others. */
        public boolean knows(double percentile) {
            return percentile <= highestKnownPercentile + NEARLY
                    && (knownPercentiles.isEmpty()
                            || knownPercentiles.stream().anyMatch(known -> Math.abs(known - percentile) < NEARLY));
        }

        public static Provenance own(String version) {
            return new Provenance("belastbar", version, "", List.of());
        }
    }

    /**
     * What a result calls one step of a scenario.
     *
     * @param endpoint the budget's key, such as {@code GET /api/v1/employees}
     * @param tag what thresholds and charts call it
     */
    public record StepInfo(String name, String endpoint, String tag) {}
}
