package io.belastbar.capacity.history.peer;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.peer.BudgetSeriesClient.Away;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.system.DescribedSystems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Reads every few minutes what is new in budget-service, of every system that is described or has a history here. */
@ApplicationScoped
class PeerJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(PeerJob.class);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5))));

    private static final String SERIES = "belastbar.capacity.history.series";
    private static final int NAMED_MAX = 3;

    private final Map<String, PeerTally> told = new ConcurrentHashMap<>();
    private final HistoryRepository history;
    private final DescribedSystems described;
    private final ReadPeerSystem peer;
    private final PeerConfig config;
    private final MeterRegistry metrics;

    PeerJob(
            HistoryRepository history,
            DescribedSystems described,
            ReadPeerSystem peer,
            PeerConfig config,
            MeterRegistry metrics) {
        this.history = history;
        this.described = described;
        this.peer = peer;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("history-peers", PayloadFormat.NONE), TERMS, this);
    }

    /** Where the service does not answer, the round is tried again sooner. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        try {
            round();
            count("complete");
            return new Outcome.Again(config.every());
        } catch (Away away) {
            LOG.debugf("History not read: problem=%s", away.getMessage());
            count("failed");
            return new Outcome.Later(TERMS.retry().backOff().afterFailure(held.attempt()), away.getMessage());
        }
    }

    /** A system whose series cannot be read just now holds up no other; the last problem is thrown once all had their turn. */
    void round() throws Away {
        var systems = new TreeSet<>(Await.of(history.systems()));
        systems.addAll(Await.of(described.ids()));
        Away problem = null;
        for (var system : systems) {
            try {
                tell(system, peer.read(system));
            } catch (Away away) {
                LOG.debugf("History not read: system=%s problem=%s", system, away.getMessage());
                problem = away;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** Says it once, until it changes: what is left out stays so, round after round. */
    private void tell(String system, PeerTally tally) {
        metrics.counter(SERIES, "outcome", "read").increment(tally.read());
        metrics.counter(SERIES, "outcome", "left_out").increment(tally.leftOut().size());
        if (tally.equals(told.put(system, tally)) || tally.leftOut().isEmpty()) {
            return;
        }
        LOG.logf(
                tally.nothingIsRead() ? Logger.Level.WARN : Logger.Level.INFO,
                "Series of budget-service left out of the history: system=%s read=%d leftOut=%d first=%s",
                system,
                tally.read(),
                tally.leftOut().size(),
                tally.leftOut().stream().limit(NAMED_MAX).toList());
    }

    private void count(String outcome) {
        metrics.counter("belastbar.capacity.history.rounds", "outcome", outcome).increment();
    }
}
