package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.settings.SettingsKind;
import io.belastbar.budget.settings.SettingsRepository;
import io.belastbar.budget.settings.StoreSettingsHandler;
import io.belastbar.budget.settings.StoreSettingsHandler.Draft;
import io.belastbar.budget.settings.StoreSettingsHandler.Outcome;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is collected from Prometheus. */
@Path("/api/v1/systems/{system}/measurement-sources")
public class MeasurementSourcesResource {

    private static final String YAML = "application/yaml";

    private final StoreSettingsHandler store;
    private final SettingsRepository settings;
    private final CollectionRepository collections;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final SecurityIdentity caller;

    MeasurementSourcesResource(
            StoreSettingsHandler store,
            SettingsRepository settings,
            CollectionRepository collections,
            TargetRegistry targets,
            CredentialStore credentials,
            SecurityIdentity caller) {
        this.store = store;
        this.settings = settings;
        this.collections = collections;
        this.targets = targets;
        this.credentials = credentials;
        this.caller = caller;
    }

    /** The answer to a PUT. */
    public record Receipt(
            String system, int version, int queries, Instant updatedAt, String updatedBy, boolean changed) {}

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store what is collected; identical content makes no new version")
    public Uni<Response> put(
            @PathParam("system") String system, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String document) {
        var understood = MeasurementSourcesParser.parse(document);
        targets.require(understood.target());
        if (understood.credentials() != null) {
            credentials.require(understood.credentials());
        }
        var draft = new Draft(
                SettingsKind.MEASUREMENT_SOURCES,
                system,
                document,
                ifMatch,
                caller.getPrincipal().getName());
        return store.store(draft, transaction -> collections.makeDue(transaction, system))
                .map(outcome -> receipt(outcome, understood.queries().size()));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The document as stored")
    public Uni<Response> get(@PathParam("system") String system, @Context HttpHeaders request) {
        return settings.latest(SettingsKind.MEASUREMENT_SOURCES, system)
                .map(found -> found.orElseThrow(() -> missing(system)))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @Path("/collection")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How the last collection went")
    public Uni<Response> collection(@PathParam("system") String system, @Context HttpHeaders request) {
        return collections
                .outcome(system)
                .map(found ->
                        found.orElseThrow(() -> new NotFound("collection of measurements yet for system", system)))
                .map(outcome -> ConditionalResponses.ok(outcome, Etag.of(outcome), request));
    }

    private static NotFound missing(String system) {
        return new NotFound("measurement sources (store some with: belastbar apply -f FOLDER) for system", system);
    }

    private static Response receipt(Outcome outcome, int queries) {
        var stored = outcome.stored();
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(new Receipt(
                        stored.system(),
                        stored.version(),
                        queries,
                        stored.updatedAt(),
                        stored.updatedBy(),
                        outcome.changed()))
                .header(HttpHeaders.ETAG, stored.etag().header())
                .build();
    }
}
