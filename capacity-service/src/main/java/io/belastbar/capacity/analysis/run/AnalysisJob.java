package io.belastbar.capacity.analysis.run;

import io.belastbar.capacity.analysis.AnalysisOrder;
import io.belastbar.capacity.analysis.AnalysisRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Works off the analyses that wait. A replica that dies is followed by another, which begins anew: what is stored and told happens
 * with the end of the work, in one transaction, and so once.
 */
@ApplicationScoped
public class AnalysisJob implements WorkHandler<AnalysisOrder> {
    private static final Logger LOG = Logger.getLogger(AnalysisJob.class);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            new RetryPolicy(5, new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5))));

    private final Pool pool;
    private final AnalysisQueue queue;
    private final AnalyseSystem analysing;
    private final AnalysisRepository analyses;

    AnalysisJob(Pool pool, AnalysisQueue queue, AnalyseSystem analysing, AnalysisRepository analyses) {
        this.pool = pool;
        this.queue = queue;
        this.analysing = analysing;
        this.analyses = analyses;
    }

    void start(@Observes StartupEvent event, Workers workers) {
        workers.start(queue.work(), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<AnalysisOrder> held) throws InterruptedException {
        AnalyseSystem.Computed computed = analysing.compute(held.payload());
        Await.of(pool.withTransaction(
                tx -> analysing.store(tx, computed).chain(() -> queue.work().finish(tx, held))));
        LOG.infof(
                "Capacity analysed: system=%s series=%d failed=%d recommendations=%d",
                computed.analysis().system(),
                computed.projected().projections().size(),
                computed.projected().failures().size(),
                computed.analysis().recommendations().size());
        return Outcome.DONE;
    }

    @Override
    public void givenUp(HeldWork<AnalysisOrder> held, String reason) {
        Await.of(pool.withTransaction(tx -> analyses.failed(tx, held.payload().id(), reason)
                .chain(() -> queue.work().finish(tx, held))));
    }
}
