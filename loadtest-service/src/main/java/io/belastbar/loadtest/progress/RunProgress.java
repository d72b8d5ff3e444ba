package io.belastbar.loadtest.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.web.progress.ProgressEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * One second of a run, and where it stands after it. Latencies are response times from the intended start, in
 * milliseconds, of the requests that ended in this second.
 *
 * @param id counts from 1; the id of the server-sent event
 * @param requests finished since the start, errors included
 * @param requestsPerSecond finished in this second
 * @param offeredPerSecond planned to start in this second
 * @param waiting starts that wait for a connection or a user
 * @param latenessP99Ms how late the generator itself was
 * @param failures null if none failed, and in points that are older than this
 */
public record RunProgress(
        long id,
        Instant at,
        long elapsedMs,
        int virtualUsers,
        long requests,
        long errors,
        double requestsPerSecond,
        double offeredPerSecond,
        double p50LatencyMs,
        double p95LatencyMs,
        double p99LatencyMs,
        int waiting,
        double latenessP99Ms,
        @JsonInclude(JsonInclude.Include.NON_NULL) Failures failures)
        implements ProgressEvent {

    /**
     * Why requests have failed since the start.
     *
     * @param main the most frequent cause
     */
    public record Failures(Map<ErrorClass, Long> byClass, MainCause main) {

        /** Null if there are none. */
        public static Failures of(List<FailureCause> causes, IntFunction<String> stepName) {
            Map<ErrorClass, Long> counts = new EnumMap<>(ErrorClass.class);
            causes.forEach(cause -> counts.merge(cause.error(), cause.count(), Long::sum));
            return causes.stream()
                    .max(Comparator.comparingLong(FailureCause::count))
                    .map(main -> new Failures(counts, MainCause.of(main, stepName.apply(main.step()))))
                    .orElse(null);
        }
    }

    /** A cause with the name of its step. */
    public record MainCause(String step, ErrorClass error, String code, String message, long count) {

        static MainCause of(FailureCause cause, String step) {
            return new MainCause(step, cause.error(), cause.code(), cause.message(), cause.count());
        }
    }
}
