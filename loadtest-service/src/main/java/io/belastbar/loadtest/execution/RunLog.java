package io.belastbar.loadtest.execution;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.remote.RemoteLook;
import io.belastbar.loadtest.run.Unstored;
import io.belastbar.loadtest.series.EncodedSecond;
import io.belastbar.web.progress.ProgressLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** The seconds of an active run: points for those that look on, encoded seconds until PostgreSQL has them. */
final class RunLog {

    private final ProgressLog<RunProgress> points = new ProgressLog<>();
    private final List<EncodedSecond> unstored = new ArrayList<>();
    private final List<byte[]> kept = new ArrayList<>();
    private List<FailureCause> failures = List.of();
    private List<FailureCause> storedFailures = List.of();
    private RunProgress.Failures shown;
    private UnaryOperator<SecondResult> needed;
    private long requests;
    private long errors;

    ProgressLog<RunProgress> points() {
        return points;
    }

    /** Why requests have failed since the start; the seconds that are added next tell of it. For one thread, as is
     * everything below.
     *
     * @param stepName what the step of an index is called
     */
    void failed(List<FailureCause> causes, IntFunction<String> stepName) {
        failures = causes;
        shown = RunProgress.Failures.of(causes, stepName);
    }

    RunProgress add(SecondResult second, Cell total, Instant at) {
        requests += total.requests();
        errors += total.errorCount();
        RunProgress point = new RunProgress(
                points.nextId(),
                at,
                (second.second() + 1) * 1_000L,
                second.users(),
                requests,
                errors,
                total.requests(),
                total.intendedStarts(),
                Cell.percentileMs(total.responseMicros(), 50),
                Cell.percentileMs(total.responseMicros(), 95),
                Cell.percentileMs(total.responseMicros(), 99),
                second.generator().waiting(),
                second.generator().latenessP99Micros() / 1e3,
                shown);
        points.add(point);
        EncodedSecond encoded = EncodedSecond.of(second);
        unstored.add(encoded);
        if (needed != null) {
            kept.add(SecondCodec.encode(needed.apply(second)));
        }
        return point;
    }

    /** What another engine tells while it makes the load; for the same thread. */
    void look(RemoteLook look, Duration elapsed, Instant at) {
        long since = Math.max(0, look.requests() - requests);
        requests = look.requests();
        errors = look.errors();
        points.add(new RunProgress(
                points.nextId(),
                at,
                elapsed.toMillis(),
                0,
                requests,
                errors,
                since,
                since,
                0,
                0,
                look.p99Ms(),
                0,
                0,
                null));
    }

    /** For thresholds over time: what is needed of all seconds at the end. */
    void keep(UnaryOperator<SecondResult> needed) {
        this.needed = needed;
    }

    /** What is needed of all seconds if that was to be kept; none otherwise. */
    SecondSeries seconds() {
        return SecondSeries.ofEncoded(kept);
    }

    Unstored unstored() {
        return new Unstored(points.unstored(), unstored, failures.equals(storedFailures) ? List.of() : failures);
    }

    void stored(Unstored taken) {
        if (!taken.points().isEmpty()) {
            points.storedUpTo(taken.points().getLast().id());
        }
        unstored.removeAll(taken.seconds());
        storedFailures = taken.failures().isEmpty() ? storedFailures : taken.failures();
    }
}
