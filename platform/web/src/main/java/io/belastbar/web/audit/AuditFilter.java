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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Records every state-changing request: before it runs, and again with its outcome. Without the first record nothing
 * runs (503). An outcome that PostgreSQL takes long for keeps nobody from his answer and is written behind it. If it
 * cannot be written at all, the row stays without a status. Either loss is counted and logged once, with an id that the
 * answer carries too, and so is an outcome that is late.
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

    private static final String LOST_ID = "belastbar.audit.lost";
    private static final String REQUEST_ID = "X-Request-Id";
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
                .invoke(failure -> notBegun(request, failure))
                .invoke(id -> request.setProperty(ROW_ID, id))
                .replaceWith(Uni.createFrom().nullItem());
    }

    /** Records the outcome before the answer goes out. */
    @ServerResponseFilter
    public Uni<Void> finish(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(LOST_ID) instanceof String id) {
            response.getHeaders().putSingle(REQUEST_ID, id);
        }
        boolean unrecorded = response.getStatus() == 429 || NOT_BEGUN.equals(request.getProperty(ROW_ID));
        if (READS.contains(request.getMethod()) || unrecorded) {
            return Uni.createFrom().voidItem();
        }
        // Read now: what is told behind the answer may find no request any more.
        String path = path(request);
        CompletableFuture<Void> written = write(request, response.getStatus())
                .ifNoItem()
                .after(LATE_MAX)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> lost(request, response, path, failure))
                .subscribeAsCompletionStage();
        // A copy: that nobody waits for it any longer must not end the writing.
        return Uni.createFrom()
                .completionStage(written.copy())
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> late(request, response, path));
    }

    private static Void late(ContainerRequestContext request, ContainerResponseContext response, String path) {
        LOG.warnf(
                "Audit outcome is late, the answer goes out before it: %s %s requestId=%s status=%d row=%s",
                request.getMethod(), path, told(request, response), response.getStatus(), request.getProperty(ROW_ID));
        return null;
    }

    /** The id that the answer carries; what is lost behind an answer has the one of when it was late. */
    private static String told(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(LOST_ID) instanceof String id) {
            return id;
        }
        var id = UUID.randomUUID().toString();
        request.setProperty(LOST_ID, id);
        response.getHeaders().putSingle(REQUEST_ID, id);
        return id;
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

    private void notBegun(ContainerRequestContext request, Throwable failure) {
        if (failure instanceof SecurityException) {
            return; // Nobody knows the caller: that is a refusal, which finish() records, and no fault of the log.
        }
        request.setProperty(ROW_ID, NOT_BEGUN);
        metrics.counter("belastbar.audit.failures", "phase", "begin").increment();
        var id = UUID.randomUUID().toString();
        request.setProperty(LOST_ID, id);
        // Without a stack: while PostgreSQL is away each request says so.
        LOG.errorf(
                "Audit record not written, request refused: phase=begin %s %s requestId=%s because of %s",
                request.getMethod(), path(request), id, failure);
    }

    private Void lost(
            ContainerRequestContext request, ContainerResponseContext response, String path, Throwable failure) {
        metrics.counter("belastbar.audit.failures", "phase", "outcome").increment();
        LOG.errorf(
                failure,
                "Audit outcome not written, request answered: phase=outcome %s %s requestId=%s status=%d row=%s",
                request.getMethod(),
                path,
                told(request, response),
                response.getStatus(),
                request.getProperty(ROW_ID));
        return null;
    }

    /** Without what a caller hides in it to begin a line of its own; never with the query. */
    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getPath().replaceAll("\\p{Cntrl}", "?");
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
