package io.belastbar.loadtest.run;

import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.loadtest.result.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What had reached PostgreSQL of a run whose instance is gone.
 *
 * @param shape null if not even that
 */
public record LostMeasurement(RunShape shape, SecondSeries seconds) {

    public static LostMeasurement of(Optional<RunShape> shape, SecondSeries seconds) {
        return new LostMeasurement(shape.orElse(null), seconds);
    }

    /** The run ends with what is left of it. */
    public RunOutcome outcome(Instant now, RunEnd end) {
        RunJudgement judgement = end.lost(seconds.size());
        if (shape == null || seconds.size() == 0) {
            return new RunOutcome(now, judgement, shape, Map.of(), GeneratorReport.UNKNOWN, Duration.ZERO, List.of());
        }
        return new RunOutcome(
                now, judgement, shape, seconds.totals(), generator(), Duration.ofSeconds(seconds.size()), List.of());
    }

    private GeneratorReport generator() {
        List<GeneratorSecond> all =
                seconds.stream().map(SecondResult::generator).toList();
        return new GeneratorReport(
                max(all, GeneratorSecond::latenessP99Micros, 0) / 1e3,
                max(all, GeneratorSecond::latenessMaxMicros, 0) / 1e3,
                all.stream().mapToLong(GeneratorSecond::dropped).sum(),
                all.stream().mapToLong(GeneratorSecond::throttled).sum(),
                max(all, GeneratorSecond::laneUtilisation, -1),
                max(all, GeneratorSecond::processCpu, -1),
                (int) max(all, GeneratorSecond::connectionsOpen, 0),
                List.of("The p99 lateness is that of the worst second: the run was broken off."),
                null);
    }

    private static double max(List<GeneratorSecond> all, ToDoubleFunction<GeneratorSecond> figure, double without) {
        return all.stream().mapToDouble(figure).max().orElse(without);
    }
}
