package io.belastbar.profiling.finding;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
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

/** Opens findings again whose acceptance has ended. Who was decided about anew in the meantime is left alone. */
@ApplicationScoped
public class AcceptanceJob implements WorkHandler<Void> {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10)));

    private final FindingStepRepository findings;
    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    AcceptanceJob(FindingStepRepository findings, Pool pool) {
        this.findings = findings;
        this.pool = pool;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(findings.acceptances(), WorkTerms.leased(LEASE, RETRY), this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        String number = held.item().substring(0, held.item().indexOf('@'));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Finding> left =
                Await.of(pool.withTransaction(transaction -> findings.findForUpdate(transaction, number)
                        .chain(finding -> end(transaction, held, finding.orElseThrow(), now))));
        return left.flatMap(FindingRegister::acceptedUntil)
                .filter(end -> held.item().equals(FindingStepRepository.acceptance(left.get())))
                .<Outcome>map(end -> new Outcome.NotYet(Duration.between(now, end), "the acceptance goes on"))
                .orElse(Outcome.DONE);
    }

    /** The finding as it stands if it is not to be touched; empty if it was opened again. */
    private Uni<Optional<Finding>> end(SqlConnection transaction, HeldWork<Void> held, Finding finding, Instant now) {
        Optional<FindingRegister.Step> step = FindingRegister.expire(finding, now);
        return step.isEmpty()
                ? Uni.createFrom().item(Optional.of(finding))
                : findings.save(transaction, step.get())
                        .chain(() -> findings.acceptances().finish(transaction, held))
                        .replaceWith(Optional.empty());
    }
}
