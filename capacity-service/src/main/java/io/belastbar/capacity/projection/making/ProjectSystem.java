package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.LimitsOfSystem;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Carries all series of a system on, a few at a time; one that fails does not stop the others. Waits. */
@ApplicationScoped
public class ProjectSystem {
    private static final Logger LOG = Logger.getLogger(ProjectSystem.class);
    private static final int AHEAD_MAX = 16;

    private final HistoryRepository history;
    private final LimitsOfSystem limits;
    private final ProjectSeries series;
    private final ForecastingThreads threads;

    ProjectSystem(HistoryRepository history, LimitsOfSystem limits, ProjectSeries series, ForecastingThreads threads) {
        this.history = history;
        this.limits = limits;
        this.series = series;
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param projections by metric, in the order of their names
     * @param failures of the series that could not be carried on
     */
    public record Projected(List<Projection> projections, List<Failure> failures) {}

    /** A series that could not be carried on, and why. */
    public record Failure(String metric, String reason) {}

    private record Waiting(String metric, Future<Optional<Projection>> projection) {}

    /** @param at when the projections count as made */
    public Projected project(String system, Instant at) throws InterruptedException {
        List<MetricLimit> known = Await.of(limits.of(system));
        Projected done = new Projected(new ArrayList<>(), new ArrayList<>());
        Queue<Waiting> waiting = new ArrayDeque<>();
        try {
            for (StoredSeries one : Await.of(history.list(system))) {
                if (waiting.size() == AHEAD_MAX) {
                    settle(waiting.remove(), done);
                }
                waiting.add(new Waiting(one.metric(), threads.compute(() -> series.project(one, known, at))));
            }
            while (!waiting.isEmpty()) {
                settle(waiting.remove(), done);
            }
        } finally {
            waiting.forEach(left -> left.projection().cancel(true));
        }
        return done;
    }

    private static void settle(Waiting waiting, Projected done) throws InterruptedException {
        try {
            waiting.projection().get().ifPresent(done.projections()::add);
        } catch (ExecutionException failure) {
            LOG.warnf(failure.getCause(), "A series could not be carried on: metric=%s", waiting.metric());
            done.failures().add(new Failure(waiting.metric(), reason(failure.getCause())));
        }
    }

    /** What an argument breaks is for everybody; anything else stands in the log. */
    private static String reason(Throwable failure) {
        return failure instanceof IllegalArgumentException && failure.getMessage() != null
                ? failure.getMessage()
                : "It could not be computed; the log of capacity-service says why.";
    }
}
