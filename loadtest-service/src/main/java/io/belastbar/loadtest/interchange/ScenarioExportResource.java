package io.belastbar.loadtest.interchange;

import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.export.K6Script;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.BiFunction;

/** Scenarios in the languages of other load testers; 400 for what those cannot do. */
@Path("/api/v1/systems/{system}/scenarios/{name}/exports")
public class ScenarioExportResource {

    /** Of a scenario without HTTP, which is refused for that in any case. */
    private static final URI NOWHERE = URI.create("http://localhost");

    private final Scenarios scenarios;
    private final TargetRegistry targets;

    ScenarioExportResource(Scenarios scenarios, TargetRegistry targets) {
        this.scenarios = scenarios;
        this.targets = targets;
    }

    /** A script for {@code k6 run}. */
    @GET
    @Path("/k6")
    @Produces("text/javascript;charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> k6(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        return export(system, name, ".js", headers, (scenario, url) -> K6Script.of(scenario, url.toString()));
    }

    /** A benchmark for a Hyperfoil controller. */
    @GET
    @Path("/hyperfoil")
    @Produces("application/yaml;charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> hyperfoil(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        return export(system, name, ".hf.yaml", headers, (scenario, url) -> HyperfoilBenchmark.of(scenario, url)
                .yaml());
    }

    private Uni<Response> export(
            String system,
            String name,
            String extension,
            HttpHeaders headers,
            BiFunction<Scenario, URI, String> language) {
        return scenarios.latest(system, name).map(found -> {
            Scenario scenario =
                    found.orElseThrow(() -> new NotFound("scenario", name)).scenario();
            URI url = scenario.target() == null
                    ? NOWHERE
                    : targets.require(scenario.target()).url();
            String text = language.apply(scenario, url);
            return Response.fromResponse(ConditionalResponses.ok(text, Etag.of(text), headers))
                    .header("Content-Disposition", "attachment; filename=\"" + scenario.name() + extension + "\"")
                    .build();
        });
    }
}
