package io.belastbar.loadtest.execution;

import io.belastbar.loadtest.engine.LaneProgress;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.result.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Turns what the lanes say into one point after the other. */
final class ProgressTally {

    /** Fewer failed connections than this say nothing about the target. */
    private static final long ABSENCES_MIN = 3;

    private final long originNanos;
    private long previousNanos;
    private long previousRequests;
    private Map<ErrorClass, Long> previousErrors = Map.of();

    ProgressTally(long originNanos) {
        this.originNanos = originNanos;
        this.previousNanos = originNanos;
    }

    Sample next(long id, List<LaneProgress> lanes, long nowNanos, Instant at) {
        Histogram interval = new Histogram(3);
        Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
        for (LaneProgress lane : lanes) {
            interval.add(lane.intervalMicros());
            lane.errors().forEach((error, count) -> errors.merge(error, count, Long::sum));
        }
        long requests = lanes.stream().mapToLong(LaneProgress::requests).sum();
        Map<String, Long> outcomes = outcomes(requests, errors);
        RunProgress point = point(id, lanes, interval, requests, sum(errors), nowNanos, at);
        long lateness =
                lanes.stream().mapToLong(LaneProgress::latenessP99Micros).max().orElse(0);
        previousNanos = nowNanos;
        previousRequests = requests;
        previousErrors = errors;
        boolean idle = lanes.stream().allMatch(lane -> lane.inFlight() == 0);
        return new Sample(point, outcomes, interval, lateness / 1e6, idle, absent(lanes, nowNanos));
    }

    private RunProgress point(
            long id,
            List<LaneProgress> lanes,
            Histogram interval,
            long requests,
            long errors,
            long nowNanos,
            Instant at) {
        double seconds = Math.max(1, nowNanos - previousNanos) / 1e9;
        return new RunProgress(
                id,
                at,
                Math.max(0, nowNanos - originNanos) / 1_000_000,
                lanes.stream().mapToInt(LaneProgress::virtualUsers).sum(),
                requests,
                errors,
                (requests - previousRequests) / seconds,
                millis(interval, 50),
                millis(interval, 95),
                millis(interval, 99));
    }

    private Map<String, Long> outcomes(long requests, Map<ErrorClass, Long> errors) {
        Map<String, Long> outcomes = new TreeMap<>();
        errors.forEach((error, count) -> {
            long since = count - previousErrors.getOrDefault(error, 0L);
            outcomes.put(error.name().toLowerCase(Locale.ROOT), since);
        });
        long errorsSince = sum(errors) - sum(previousErrors);
        outcomes.put("success", requests - previousRequests - errorsSince);
        return outcomes;
    }

    private static Duration absent(List<LaneProgress> lanes, long nowNanos) {
        long absences = lanes.stream().mapToLong(LaneProgress::absences).sum();
        long lastAnswer =
                lanes.stream().mapToLong(LaneProgress::lastAnswerNanos).max().orElse(nowNanos);
        return absences < ABSENCES_MIN ? Duration.ZERO : Duration.ofNanos(Math.max(0, nowNanos - lastAnswer));
    }

    private static long sum(Map<ErrorClass, Long> errors) {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
    }
}
