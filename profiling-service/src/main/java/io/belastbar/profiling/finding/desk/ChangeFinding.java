package io.belastbar.profiling.finding.desk;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRegister;
import io.belastbar.profiling.finding.FindingResource;
import io.belastbar.profiling.finding.FindingStepRepository;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.PreconditionRequired;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Changes a finding that a caller has seen, with an entry of the audit log, or not at all. Waits. */
@ApplicationScoped
public class ChangeFinding {
    private final FindingStepRepository steps;
    private final AuditRepository audit;
    private final Pool pool;

    ChangeFinding(FindingStepRepository steps, AuditRepository audit, Pool pool) {
        this.steps = steps;
        this.audit = audit;
        this.pool = pool;
    }

    /** What is done with the finding, in the transaction that holds its lock and the register's. */
    public interface Change {
        Uni<Finding> apply(SqlConnection transaction, Finding finding);
    }

    /** Who does what, for the audit log. */
    public record Act(String by, String action, String detail) {}

    /**
     * @param ifMatch of what the caller has seen; null for a change that takes nothing away
     * @throws Conflict if a rule of the register forbids it
     */
    public Finding with(String number, String ifMatch, Act act, Change change) {
        try {
            return Await.of(pool.withTransaction(transaction -> steps.lockedCounter(transaction)
                    .chain(() -> locked(transaction, number))
                    .invoke(finding -> requireMatch(ifMatch, finding))
                    .chain(finding -> change.apply(transaction, finding))
                    .call(() -> audit.record(transaction, act.by(), act.action(), number, act.detail()))));
        } catch (FindingRegister.NotAllowed forbidden) {
            throw new Conflict(forbidden.getMessage());
        }
    }

    /** The same for a rule of the register. */
    public Finding step(String number, String ifMatch, Act act, Function<Finding, FindingRegister.Step> rule) {
        return with(number, ifMatch, act, (transaction, finding) -> steps.save(transaction, rule.apply(finding)));
    }

    public static void require(String ifMatch) {
        if (ifMatch == null) {
            throw new PreconditionRequired();
        }
    }

    /** A finding, locked until the transaction ends. */
    Uni<Finding> locked(SqlConnection transaction, String number) {
        return steps.findForUpdate(transaction, number)
                .map(found -> found.orElseThrow(() -> new NotFound("finding", number)));
    }

    private static void requireMatch(String ifMatch, Finding finding) {
        if (ifMatch != null) {
            ConditionalResponses.requireMatch(ifMatch, FindingResource.etag(finding));
        }
    }
}
