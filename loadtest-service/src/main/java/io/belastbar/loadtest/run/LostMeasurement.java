package io.belastbar.loadtest.run;

import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.loadtest.result.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<SecondResult> all = seconds.stream().toList();
        return new GeneratorReport(
                all.stream()
                                .mapToLong(second -> second.generator().latenessP99Micros())
                                .max()
                                .orElse(0)
                        / 1e3,
                all.stream()
                                .mapToLong(second -> second.generator().latenessMaxMicros())
                                .max()
                                .orElse(0)
                        / 1e3,
                all.stream().mapToLong(second -> second.generator().dropped()).sum(),
                all.stream().mapToLong(second -> second.generator().throttled()).sum(),
                all.stream()
                        .mapToDouble(second -> second.generator().laneUtilisation())
                        .max()
                        .orElse(-1),
                all.stream()
                        .mapToDouble(second -> second.generator().processCpu())
                        .max()
                        .orElse(-1),
                all.stream()
                        .mapToInt(second -> second.generator().connectionsOpen())
                        .max()
                        .orElse(0),
                List.of("The p99 lateness is that of the worst second: the run was broken off."));
    }
}
