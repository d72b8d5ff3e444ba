package io.belastbar.loadtest.report;

import io.belastbar.contracts.Origin;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.load.comparison.CompareRuns;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.ComparedRun.Standing;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.result.RunResult;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.run.TestRunRepository.Kind;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Finds the runs to compare, and earlier ones like them, which tell how far such runs lie apart. Waits for PostgreSQL. */
@ApplicationScoped
public class CompareStoredRuns {

    private static final int RUNS_MAX = 10;
    private static final int EARLIER_MAX = 10;
    private static final int LOOKED_AT_MAX = 50;
    private static final double NEAR = 0.2;
    private static final int ID_SHOWN = 8;
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;

    CompareStoredRuns(TestRunRepository runs, RunResultRepository results) {
        this.runs = runs;
        this.results = results;
    }

    /**
     * What a caller wants compared.
     *
     * @param ids without a baseline two to ten, of which the first is it; else one to nine
     * @param baseline null: the first of the runs
     * @param relevant the smallest relative change that matters
     */
    record Wanted(List<UUID> ids, Baseline baseline, double relevant) {

        Wanted {
            int first = baseline == null ? 2 : 1;
            int last = baseline == null ? RUNS_MAX : RUNS_MAX - 1;
            if (ids.size() < first || ids.size() > last) {
                String rule = baseline == null
                        ? "must name two to 10 different runs, with commas between"
                        : "must name one to 9 different runs beside the baseline, with commas between";
                throw InvalidInput.of("runs", rule, ids.toString());
            }
        }
    }

    /** Empty if there is no run to compare with. */
    Optional<RunComparison> compare(Wanted wanted) {
        List<TestRun> candidates =
                new ArrayList<>(wanted.ids().stream().map(this::finished).toList());
        Kind kind = kind(wanted.baseline(), candidates.getFirst());
        Optional<TestRun> baseline =
                switch (wanted.baseline()) {
                    case null -> Optional.of(candidates.removeFirst());
                    case Baseline.Named named -> Optional.of(finished(named.id()));
                    case Baseline.Last last -> last(candidates.getFirst(), kind);
                    case Baseline.OfBranch branch -> last(candidates.getFirst(), kind);
                };
        return baseline.map(found -> compare(found, candidates, kind, wanted.relevant()));
    }

    /** What the baseline and the earlier runs like it have in common. */
    private static Kind kind(Baseline baseline, TestRun candidate) {
        return switch (baseline) {
            case null -> Kind.ANY;
            case Baseline.Named named -> Kind.ANY;
            case Baseline.Last last -> new Kind(last.labels(), null, null);
            case Baseline.OfBranch branch ->
                new Kind(
                        Map.of(),
                        branch.branch(),
                        Origin.of(candidate.terms().labels()).testbed());
        };
    }

    private Optional<TestRun> last(TestRun run, Kind kind) {
        return Await.of(runs.before(run, kind, 1), DATABASE_TIMEOUT).stream().findFirst();
    }

    private RunComparison compare(TestRun baseline, List<TestRun> candidates, Kind kind, double relevant) {
        if (candidates.contains(baseline)) {
            throw InvalidInput.of("baseline", "must be none of the runs that are compared with it", "" + baseline.id());
        }
        List<TestRun> all = new ArrayList<>(candidates);
        all.addFirst(baseline);
        long seed = all.stream().map(TestRun::id).toList().hashCode();
        return CompareRuns.compare(
                all.stream().map(this::measured).toList(),
                earlier(baseline, candidates, kind),
                ComparisonSettings.DEFAULT.mattersFrom(relevant),
                new SplittableRandom(seed));
    }

    /** Oldest first: runs of the same version, target and plan as the baseline, which is one of them. */
    private List<RunResult> earlier(TestRun baseline, List<TestRun> candidates, Kind kind) {
        TestRun newest = candidates.stream()
                .max(Comparator.comparing(TestRun::requestedAt).thenComparing(TestRun::id))
                .orElseThrow();
        List<RunResult> found = new ArrayList<>();
        Await.of(runs.before(newest, kind, LOOKED_AT_MAX), DATABASE_TIMEOUT).stream()
                .filter(run -> isLike(run, baseline) && !candidates.contains(run))
                .limit(EARLIER_MAX)
                .forEach(run -> Await.of(results.totals(run), DATABASE_TIMEOUT).ifPresent(found::add));
        Collections.reverse(found);
        return found;
    }

    private static boolean isLike(TestRun run, TestRun baseline) {
        return run.scenarioVersion() == baseline.scenarioVersion()
                && run.target().equals(baseline.target())
                && isNear(run.plannedDurationMs(), baseline.plannedDurationMs())
                && isNear(run.maxVirtualUsers(), baseline.maxVirtualUsers());
    }

    /** The same within a fifth: of an import, both are what was measured and not what was planned. */
    private static boolean isNear(long one, long other) {
        return Math.abs(one - other) <= NEAR * Math.max(one, other);
    }

    private TestRun finished(UUID id) {
        TestRun run =
                Await.of(runs.find(id), DATABASE_TIMEOUT).orElseThrow(() -> new NotFound("test run", id.toString()));
        if (!run.finished()) {
            throw new Conflict("the run " + id + " has not finished yet");
        }
        return run;
    }

    private ComparedRun measured(TestRun run) {
        Standing standing =
                switch (((RunState.Finished) run.state()).judgement().verdict()) {
                    case PASSED, FAILED -> Standing.SOUND;
                    case INVALID -> Standing.INVALID;
                    case ABORTED -> Standing.ABORTED;
                };
        String name = run.scenario() + " " + run.id().toString().substring(0, ID_SHOWN);
        return Await.of(results.find(run), DATABASE_TIMEOUT)
                .map(result -> new ComparedRun(name, result, standing))
                .orElseThrow(() -> new Conflict("the run " + run.id() + " measured nothing"));
    }
}
