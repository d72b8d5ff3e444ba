package io.belastbar.loadtest.catalog;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.belastbar.web.target.TargetRegistry;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Optional;

/** The scenarios of a system. */
@Path("/api/v1/systems/{system}/scenarios")
@Produces(MediaType.APPLICATION_JSON)
public class ScenarioResource {

    private static final String YAML = "application/yaml";

    private final Pool pool;
    private final ScenarioRepository scenarios;
    private final AuditRepository audit;
    private final TargetRegistry targets;
    private final LoadtestConfig config;

    ScenarioResource(
            Pool pool,
            ScenarioRepository scenarios,
            AuditRepository audit,
            TargetRegistry targets,
            LoadtestConfig config) {
        this.pool = pool;
        this.scenarios = scenarios;
        this.audit = audit;
        this.targets = targets;
        this.config = config;
    }

    /** Stores a scenario; 201 for a new one, 200 for a new version or for the same content again. */
    @PUT
    @Path("/{name}")
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.ENGINEER)
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller,
            String document) {
        Scenario scenario = ScenarioParser.parse(document, limits(config));
        ScenarioTargets.require(scenario, targets);
        if (!scenario.name().equals(name)) {
            throw InvalidInput.of("/scenario", "must be the name in the address, " + name, scenario.name());
        }
        StoredScenario wanted = new StoredScenario(
                system,
                name,
                1,
                document,
                scenario.mainTarget(),
                Instant.now(),
                caller.getUserPrincipal().getName());
        return pool.withTransaction(transaction -> store(transaction, wanted, ifMatch));
    }

    /** The scenario as it was sent. */
    @GET
    @Path("/{name}")
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        boolean summary = headers.getAcceptableMediaTypes().contains(MediaType.APPLICATION_JSON_TYPE);
        return scenarios.latest(system, name).map(found -> {
            StoredScenario scenario = found.orElseThrow(() -> new NotFound("scenario", name));
            Object entity = summary ? ScenarioSummary.of(scenario) : scenario.document();
            Etag etag = etag(scenario);
            return ConditionalResponses.ok(entity, etag, headers);
        });
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<ScenarioSummary>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        return scenarios
                .list(system, after, size + 1)
                .map(rows ->
                        Page.of(rows.stream().map(ScenarioSummary::of).toList(), size, last -> Cursor.of(last.name())));
    }

    /** What the configuration allows a scenario to ask for. */
    public static ScenarioLimits limits(LoadtestConfig config) {
        return new ScenarioLimits(
                config.maxVirtualUsers(),
                config.maxRequestsPerSecond(),
                config.maxDuration(),
                config.maxSteps(),
                config.maxConnections(),
                config.maxTenants());
    }

    private Uni<Response> store(SqlConnection transaction, StoredScenario wanted, String ifMatch) {
        return scenarios
                .lock(transaction, wanted.system(), wanted.name())
                .chain(() -> scenarios.latest(transaction, wanted.system(), wanted.name()))
                .chain(current -> replace(transaction, current, wanted, ifMatch));
    }

    private Uni<Response> replace(
            SqlConnection transaction, Optional<StoredScenario> current, StoredScenario wanted, String ifMatch) {
        ConditionalResponses.requireMatch(
                ifMatch, current.map(ScenarioResource::etag).orElse(null));
        if (current.isPresent() && current.get().document().equals(wanted.document())) {
            return Uni.createFrom().item(answer(current.get(), Response.Status.OK));
        }
        StoredScenario next = new StoredScenario(
                wanted.system(),
                wanted.name(),
                current.map(StoredScenario::version).orElse(0) + 1,
                wanted.document(),
                wanted.target(),
                wanted.updatedAt(),
                wanted.updatedBy());
        String detail = "version " + next.version();
        return scenarios
                .insert(transaction, next)
                .chain(() -> audit.record(
                        transaction, next.updatedBy(), "scenario.stored", next.system() + "/" + next.name(), detail))
                .replaceWith(answer(next, current.isPresent() ? Response.Status.OK : Response.Status.CREATED));
    }

    private static Response answer(StoredScenario scenario, Response.Status status) {
        return Response.status(status)
                .entity(ScenarioSummary.of(scenario))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, etag(scenario).header())
                .build();
    }

    private static Etag etag(StoredScenario scenario) {
        return Etag.of(scenario.version() + "\n" + scenario.document());
    }
}
