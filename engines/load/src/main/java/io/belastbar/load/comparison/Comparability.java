package io.belastbar.load.comparison;

import io.belastbar.load.comparison.ComparedRun.Standing;
import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.counts.StepKey;
import io.belastbar.load.comparison.statistics.ShiftBootstrap;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the way of comparing a run with the baseline. */
final class Comparability {

    private static final Set<String> FROM_THE_INTENDED_START = Set.of("belastbar", "wrk2");
    private static final double LOAD_TOLERANCE = 0.05;
    private static final double DURATION_TOLERANCE = 0.2;

    private final ComparedRun baseline;
    private final ComparedRun other;
    private final List<ComparisonWarning> warnings = new ArrayList<>();

    private Comparability(ComparedRun baseline, ComparedRun other) {
        this.baseline = baseline;
        this.other = other;
    }

    static List<ComparisonWarning> warnings(ComparedRun baseline, ComparedRun other, boolean serviceTimes) {
        return new Comparability(baseline, other).find(serviceTimes);
    }

    /** Whether the run's times count from when a request should have been sent. */
    static boolean fromIntendedStart(RunResult result) {
        return FROM_THE_INTENDED_START.contains(result.provenance().engine());
    }

    private List<ComparisonWarning> find(boolean serviceTimes) {
        standing(baseline);
        standing(other);
        RunIdentity first = baseline.result().identity();
        RunIdentity second = other.result().identity();
        differ(Kind.DIFFERENT_SCENARIO, first.scenario(), second.scenario());
        if (first.scenario().equals(second.scenario()) && first.scenarioVersion() > 0 && second.scenarioVersion() > 0) {
            differ(Kind.DIFFERENT_VERSION, "" + first.scenarioVersion(), "" + second.scenarioVersion());
        }
        if (!first.target().isEmpty() && !second.target().isEmpty()) {
            differ(Kind.DIFFERENT_TARGET, first.target(), second.target());
        }
        load();
        duration(first.duration().toMillis(), second.duration().toMillis());
        differ(
                Kind.DIFFERENT_ENGINE,
                baseline.result().provenance().engine(),
                other.result().provenance().engine());
        if (serviceTimes && fromIntendedStart(baseline.result()) != fromIntendedStart(other.result())) {
            ComparedRun closed = fromIntendedStart(baseline.result()) ? other : baseline;
            warnings.add(new ComparisonWarning(Kind.SERVICE_TIMES, closed.name(), "", ""));
        }
        resolution(baseline);
        resolution(other);
        steps();
        return warnings;
    }

    private void standing(ComparedRun run) {
        if (run.standing() == Standing.INVALID) {
            warnings.add(new ComparisonWarning(Kind.RUN_INVALID, run.name(), "", ""));
        } else if (run.standing() == Standing.ABORTED) {
            warnings.add(new ComparisonWarning(Kind.RUN_ABORTED, run.name(), "", ""));
        }
    }

    private void load() {
        double first = baseline.result().offeredPerSecond();
        double second = other.result().offeredPerSecond();
        if (Math.abs(second - first) > LOAD_TOLERANCE * Math.max(first, second)) {
            differ(Kind.DIFFERENT_LOAD, perSecond(first), perSecond(second));
        }
    }

    private void duration(long firstMillis, long secondMillis) {
        if (Math.abs(secondMillis - firstMillis) > DURATION_TOLERANCE * Math.max(firstMillis, secondMillis)) {
            differ(Kind.DIFFERENT_DURATION, firstMillis / 1000 + " s", secondMillis / 1000 + " s");
        }
    }

    private void resolution(ComparedRun run) {
        int seconds = run.result().seconds().size();
        if (seconds == 0) {
            warnings.add(new ComparisonWarning(Kind.NO_SECONDS, run.name(), "", ""));
        } else if (seconds < ShiftBootstrap.SECONDS_MIN) {
            warnings.add(new ComparisonWarning(Kind.FEW_SECONDS, run.name(), "", "" + seconds));
        }
        double highest = run.result().provenance().highestKnownPercentile();
        if (highest < 100) {
            String shown = highest % 1 == 0 ? "" + (long) highest : "" + highest;
            warnings.add(new ComparisonWarning(Kind.ONLY_SOME_PERCENTILES, run.name(), "", shown));
        }
    }

    private void steps() {
        Set<StepKey> first = StepKey.of(baseline.result().steps());
        Set<StepKey> second = StepKey.of(other.result().steps());
        String alone = Stream.concat(
                        baseline.result().steps().stream().filter(step -> !second.contains(StepKey.of(step))),
                        other.result().steps().stream().filter(step -> !first.contains(StepKey.of(step))))
                .map(StepInfo::name)
                .distinct()
                .limit(10)
                .collect(Collectors.joining(", "));
        if (!alone.isEmpty()) {
            warnings.add(new ComparisonWarning(Kind.STEPS_WITHOUT_PARTNER, other.name(), "", alone));
        }
    }

    private void differ(Kind kind, String first, String second) {
        if (!first.equals(second)) {
            warnings.add(new ComparisonWarning(kind, other.name(), first, second));
        }
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate);
    }
}
