package io.belastbar.web.audit;

import io.belastbar.jobs.Await;
import io.quarkus.runtime.StartupEvent;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Gives the audit log away after the migrations, to an owner from whom this service cannot take it back: a log that the
 * service's own role owns is one that whoever has its password can change. Where the administrator has not prepared that, the
 * service says so and goes on.
 */
@ApplicationScoped
public class AuditOwnerJob {
    private static final Logger LOG = Logger.getLogger(AuditOwnerJob.class);

    private final AuditOwnerRepository owner;

    AuditOwnerJob(AuditOwnerRepository owner) {
        this.owner = owner;
    }

    void start(@Observes StartupEvent started) {
        try {
            if (Await.of(owner.canBeTakenOver()) && Await.of(owner.takeOver())) {
                LOG.info("Audit log taken over: owner=belastbar_audit");
            }
        } catch (PgException refused) {
            LOG.warnf("Audit log not taken over: reason=%s", refused.getMessage());
        }
        Await.of(owner.ownRole())
                .ifPresent(role -> LOG.warnf(
                        "The audit log can be changed by the service's own role: role=%s. An administrator should run"
                                + " audit-owner.sql (see docs/how-to/keep-the-audit-log.md) and start the service again",
                        role));
    }
}
