package io.belastbar.web.audit;

import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.ratelimit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Records every state-changing request: before it runs, and again with its outcome. Without the first record nothing
 * runs (503). An outcome that PostgreSQL takes long for keeps nobody from his answer and is written behind it. If it
 * cannot be written at all, the row stays without a status, and the loss is logged and counted.
 */
public class AuditFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ROW_ID = "belastbar.audit.row";
    private static final String ANONYMOUS = "anonymous";
    private static final String NOT_BEGUN = "not begun";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** After that an outcome is lost: PostgreSQL hangs. */
    private static final Duration LATE_MAX = Duration.ofSeconds(60);

    private static final int AFTER_RATE_LIMIT = 3000;

    private final AuditRepository repository;
    private final CurrentIdentityAssociation identities;
    private final MeterRegistry metrics;
    private final AuditConfig config;
    private final RateLimiter strangers;

    AuditFilter(
            AuditRepository repository,
            CurrentIdentityAssociation identities,
            MeterRegistry metrics,
            AuditConfig config) {
        this.repository = repository;
        this.identities = identities;
        this.metrics = metrics;
        this.config = config;
        int perSecond = config.anonymousPerSecond();
        this.strangers = new RateLimiter(perSecond, perSecond, System::nanoTime);
    }

    /** Null lets the request pass. */
    @ServerRequestFilter(priority = AFTER_RATE_LIMIT)
    public Uni<Response> begin(ContainerRequestContext request) {
        if (READS.contains(request.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        return identities
                .getDeferredIdentity()
                .chain(identity -> repository.begin(entry(request, identity)))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new Unavailable("the audit log", "PostgreSQL does not answer", RETRY_AFTER))
                .onFailure()
                .invoke(failure -> notBegun(request))
                .invoke(id -> request.setProperty(ROW_ID, id))
                .replaceWith(Uni.createFrom().nullItem());
    }

    /** Records the outcome before the answer goes out. */
    @ServerResponseFilter
    public Uni<Void> finish(ContainerRequestContext request, ContainerResponseContext response) {
        boolean unrecorded = response.getStatus() == 429 || NOT_BEGUN.equals(request.getProperty(ROW_ID));
        if (READS.contains(request.getMethod()) || unrecorded) {
            return Uni.createFrom().voidItem();
        }
        int status = response.getStatus();
        CompletableFuture<Void> written = write(request, status)
                .ifNoItem()
                .after(LATE_MAX)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> lost(request, status, failure))
                .subscribeAsCompletionStage();
        // A copy: that nobody waits for it any longer must not end the writing.
        return Uni.createFrom()
                .completionStage(written.copy())
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> late(request, status));
    }

    private static Void late(ContainerRequestContext request, int status) {
        LOG.warnf(
                "Audit outcome is late, the answer goes out before it: %s status=%d row=%s",
                request.getMethod(), status, request.getProperty(ROW_ID));
        return null;
    }

    private Uni<Void> write(ContainerRequestContext request, int status) {
        if (request.getProperty(ROW_ID) instanceof Long id) {
            return repository.finish(id, status);
        }
        return identities
                .getDeferredIdentity()
                .onFailure()
                .recoverWithNull()
                .chain(identity -> refused(entry(request, identity), status));
    }

    private Uni<Void> refused(AuditEntry entry, int status) {
        if (entry.principal().equals(ANONYMOUS) && !strangers.take(ANONYMOUS).isAdmitted()) {
            metrics.counter("belastbar.audit.skipped").increment();
            return Uni.createFrom().voidItem();
        }
        return repository.refused(entry, status);
    }

    private void notBegun(ContainerRequestContext request) {
        request.setProperty(ROW_ID, NOT_BEGUN);
        metrics.counter("belastbar.audit.failures", "phase", "begin").increment();
    }

    private Void lost(ContainerRequestContext request, int status, Throwable failure) {
        metrics.counter("belastbar.audit.failures", "phase", "outcome").increment();
        LOG.errorf(
                failure,
                "Audit outcome not written: %s %s status=%d row=%s",
                request.getMethod(),
                request.getUriInfo().getPath(),
                status,
                request.getProperty(ROW_ID));
        return null;
    }

    private static AuditEntry entry(ContainerRequestContext request, SecurityIdentity identity) {
        boolean anonymous = identity == null || identity.isAnonymous();
        return new AuditEntry(
                anonymous ? ANONYMOUS : identity.getPrincipal().getName(),
                anonymous ? Set.of() : identity.getRoles(),
                request.getMethod(),
                request.getUriInfo().getPath());
    }
}
