package io.belastbar.web.system;

import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * {@code system.yml}: what a system consists of. A service that reads it switches this door on and adds
 * {@code db/system} to its migrations.
 *
 * <p>The class path is short on purpose: JAX-RS chooses the class first, and a longer one would hide a service's own
 * {@code /systems/{system}/…} methods.
 */
@IfBuildProperty(name = "belastbar.web.systems", stringValue = "true")
@Path("/api/v1")
public class SystemResource {
    private final SystemRepository repository;
    private final Pool pool;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    SystemResource(SystemRepository repository, Pool pool, SecurityIdentity caller) {
        this.repository = repository;
        this.pool = pool;
        this.caller = caller;
    }

    /** What a write answers. */
    public record Stored(String system, int version, int targets, Instant updatedAt, String updatedBy) {}

    /** A write that kept or replaced what was there. */
    private record Outcome(StoredSystem stored, boolean isNew) {}

    @GET
    @Path("/systems/{system}")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    public Uni<Response> get(@PathParam("system") String system, @Context HttpHeaders headers) {
        boolean yaml = headers.getAcceptableMediaTypes().getFirst().getSubtype().contains("yaml");
        return repository
                .current(system)
                .map(found -> found.orElseThrow(() -> new NotFound("system description", system)))
                .map(stored -> answer(stored, yaml, headers));
    }

    @PUT
    @Path("/systems/{system}")
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> put(
            @PathParam("system") String system, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String document) {
        SystemDescription description = SystemDescriptionParser.parse(system, document);
        String by = caller.getPrincipal().getName();
        return pool.withTransaction(tx -> repository
                        .lock(tx, system)
                        .chain(() -> repository.current(tx, system))
                        .chain(current -> store(tx, system, document, by, ifMatch, current)))
                .map(outcome -> written(outcome, description));
    }

    private Uni<Outcome> store(
            SqlConnection tx,
            String system,
            String document,
            String by,
            String ifMatch,
            Optional<StoredSystem> current) {
        ConditionalResponses.requireMatch(
                ifMatch, current.map(SystemResource::etag).orElse(null));
        if (current.isPresent() && current.get().document().equals(document)) {
            return Uni.createFrom().item(new Outcome(current.get(), false));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return repository
                .insertNext(tx, system, document, now, by)
                .map(stored -> new Outcome(stored, current.isEmpty()));
    }

    private static Response written(Outcome outcome, SystemDescription description) {
        StoredSystem stored = outcome.stored();
        Stored body = new Stored(
                stored.system(),
                stored.version(),
                description.targets().size(),
                stored.updatedAt(),
                stored.updatedBy());
        return Response.status(outcome.isNew() ? 201 : 200)
                .header(HttpHeaders.ETAG, etag(stored).header())
                .entity(body)
                .build();
    }

    private static Response answer(StoredSystem stored, boolean yaml, HttpHeaders headers) {
        Object entity = yaml ? stored.document() : SystemDescriptionParser.parse(stored.system(), stored.document());
        Response response = ConditionalResponses.ok(entity, yaml ? yamlEtag(stored) : etag(stored), headers);
        return Response.fromResponse(response)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static Etag etag(StoredSystem stored) {
        return Etag.of(stored.version() + "\n" + stored.document());
    }

    private static Etag yamlEtag(StoredSystem stored) {
        return Etag.of(stored.version() + "\nyaml\n" + stored.document());
    }
}
