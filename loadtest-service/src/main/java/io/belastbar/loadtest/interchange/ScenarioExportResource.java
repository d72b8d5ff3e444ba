package io.belastbar.loadtest.interchange;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.loadtest.catalog.ScenarioKind;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Scenarios in the languages of other load testers; 400 for what those cannot do. */
@Path("/api/v1/systems/{system}/scenarios/{name}/exports")
public class ScenarioExportResource {

    private static final String K6 = "text/javascript;charset=utf-8";
    private static final String HYPERFOIL = "application/yaml;charset=utf-8";

    private final Scenarios scenarios;
    private final TargetRegistry targets;

    ScenarioExportResource(Scenarios scenarios, TargetRegistry targets) {
        this.scenarios = scenarios;
        this.targets = targets;
    }

    /** A script for {@code k6 run}. */
    @GET
    @Path("/k6")
    @Produces(K6)
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> k6(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        return export(system, name, headers, ExportLanguage.K6);
    }

    /** A benchmark for a Hyperfoil controller. */
    @GET
    @Path("/hyperfoil")
    @Produces(HYPERFOIL)
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> hyperfoil(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        return export(system, name, headers, ExportLanguage.HYPERFOIL);
    }

    private Uni<Response> export(String system, String name, HttpHeaders headers, ExportLanguage language) {
        return scenarios.latest(system, name).map(found -> {
            Scenario scenario =
                    found.orElseThrow(() -> new NotFound("scenario", name)).scenario();
            String text = language.text(scenario, targets);
            return Response.fromResponse(ConditionalResponses.ok(text, Etag.of(text), headers))
                    .header(HttpHeaders.CONTENT_DISPOSITION, language.disposition(scenario))
                    .build();
        });
    }

    /** Scenarios that nobody has to store before they are written in another language. */
    @Path("/api/v1/systems/{system}/exports")
    public static class OfDocuments {

        private final ScenarioKind kind;
        private final TargetRegistry targets;

        OfDocuments(ScenarioKind kind, TargetRegistry targets) {
            this.kind = kind;
            this.targets = targets;
        }

        /** A script for {@code k6 run}; nothing is stored. */
        @POST
        @Path("/k6")
        @Consumes({"application/yaml", "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
        @Produces(K6)
        @RolesAllowed(Roles.ENGINEER)
        @RunOnVirtualThread
        public Response k6(@PathParam("system") String system, byte[] document) {
            return export(system, document, ExportLanguage.K6);
        }

        /** A benchmark for a Hyperfoil controller; nothing is stored. */
        @POST
        @Path("/hyperfoil")
        @Consumes({"application/yaml", "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
        @Produces(HYPERFOIL)
        @RolesAllowed(Roles.ENGINEER)
        @RunOnVirtualThread
        public Response hyperfoil(@PathParam("system") String system, byte[] document) {
            return export(system, document, ExportLanguage.HYPERFOIL);
        }

        private Response export(String system, byte[] document, ExportLanguage language) {
            Scenario scenario = kind.parse(new SentDocument(system, null, document, null));
            return Response.ok(language.text(scenario, targets))
                    .header(HttpHeaders.CONTENT_DISPOSITION, language.disposition(scenario))
                    .build();
        }
    }
}
