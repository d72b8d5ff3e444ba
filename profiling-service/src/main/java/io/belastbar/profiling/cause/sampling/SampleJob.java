package io.belastbar.profiling.cause.sampling;

import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Has each run looked at while it lasts, by one replica. A run that nobody can look at has fewer causes, and no fault. */
@ApplicationScoped
public class SampleJob implements WorkHandler<String> {
    private static final Logger LOG = Logger.getLogger(SampleJob.class);
    private static final Duration LOST_AFTER = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final RetryPolicy RETRY =
            new RetryPolicy(5, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    private static final int AT_ONCE_MAX = 4;

    private final DescribedSystems systems;
    private final SampleRun runs;
    private final LeasedWork<String> work;
    private final Duration pause;

    SampleJob(DescribedSystems systems, SampleRun runs, Workers workers, ProfilingConfig config) {
        this.systems = systems;
        this.runs = runs;
        this.work = workers.queue("samples", new PayloadFormat<>(system -> system, system -> system));
        this.pause = config.sampleInterval();
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(
                work, WorkTerms.withHeartbeat(LOST_AFTER, HEARTBEAT, RETRY).places(AT_ONCE_MAX), this);
    }

    /** Begins with the transaction's end. */
    public Uni<Void> enqueue(SqlConnection transaction, String runId, String system) {
        return work.enqueue(transaction, runId, system);
    }

    @Override
    public Outcome handle(HeldWork<String> held) {
        Optional<SystemDescription> system = Await.of(systems.description(held.payload()));
        if (system.isEmpty()) {
            return Outcome.DONE;
        }
        try {
            runs.sample(held.item(), system.get(), pause);
            return Outcome.DONE;
        } catch (DomainFailure | RefusedInput notAllowed) {
            return new Outcome.GiveUp(notAllowed.getMessage());
        } catch (TargetUnavailable away) {
            return new Outcome.Later(Duration.ofSeconds(2), away.getMessage());
        }
    }

    @Override
    public void givenUp(HeldWork<String> held, String reason) {
        LOG.warnf("Run is not looked at: runId=%s reason=%s", held.item(), reason);
    }
}
