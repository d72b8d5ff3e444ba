package io.belastbar.profiling.cause.link;

import io.belastbar.contracts.Fingerprint;
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
import io.belastbar.profiling.cause.ReadCauses;
import io.belastbar.profiling.cause.tree.BrokenPromise;
import io.belastbar.profiling.cause.tree.EndpointCause;
import io.belastbar.profiling.cause.tree.RunCauses;
import io.belastbar.profiling.finding.FindingRepository;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Links the broken promises of a run's endpoints to the finding that is their cause: once the run was evaluated, and it is
 * known who called what. What was evaluated long before its causes are known stays as it is.
 */
@ApplicationScoped
public class LinkPromisesJob implements WorkHandler<Instant> {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final RetryPolicy RETRY =
            new RetryPolicy(5, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10)));

    /** How long the causes, and the findings of the evaluation, may take to arrive. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final ReadCauses causes;
    private final FindingRepository findings;
    private final Pool pool;
    private final LeasedWork<Instant> work;
    private final Clock clock = Clock.systemUTC();

    LinkPromisesJob(ReadCauses causes, FindingRepository findings, Pool pool, Workers workers) {
        this.causes = causes;
        this.findings = findings;
        this.pool = pool;
        this.work = workers.queue("cause-links", new PayloadFormat<>(Instant::toString, Instant::parse));
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(work, WorkTerms.leased(LEASE, RETRY), this);
    }

    /** Begins with the transaction's end. */
    public Uni<Void> enqueue(SqlConnection transaction, String runId) {
        return work.enqueue(transaction, runId, now().plus(PATIENCE));
    }

    @Override
    public Outcome handle(HeldWork<Instant> held) {
        boolean done = causes.of(held.item()).map(found -> link(found.causes())).orElse(false);
        return done || now().isAfter(held.payload())
                ? Outcome.DONE
                : new Outcome.NotYet(
                        LOOK_AGAIN, "the causes of the run, or a finding of its evaluation, are not there yet");
    }

    /** True when all that can be linked is. */
    private boolean link(RunCauses run) {
        boolean done = true;
        for (EndpointCause endpoint : run.endpoints()) {
            Optional<String> cause = DominantCause.of(endpoint);
            for (BrokenPromise promise : endpoint.broken()) {
                if (cause.isPresent() && DominantCause.isAboutTime(promise.metric())) {
                    done &= link(run.system(), promise, cause.get());
                }
            }
        }
        return done;
    }

    private boolean link(String system, BrokenPromise promise, String cause) {
        String fingerprint = Fingerprint.of("budget", system, promise.subject(), promise.metric());
        Optional<String> number = Await.of(findings.undecidedNumber(fingerprint));
        if (number.isEmpty()) {
            return Await.of(findings.isSymptom(fingerprint));
        }
        return Await.of(pool.withTransaction(tx -> findings.merge(tx, number.get(), cause, now())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
