package io.belastbar.chaos.chaostoolkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.chaostoolkit.reading.ExperimentJson;
import io.belastbar.chaos.chaostoolkit.reading.ExperimentReader;
import io.belastbar.chaos.chaostoolkit.writing.RunbookWriter;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Languages;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.Map;

/** Runbooks as experiments of Chaos Toolkit; they come in by the door of runbooks. */
@Path("/api/v1/systems/{system}/runbooks/{name}/exports/chaostoolkit")
@RunOnVirtualThread
public class ExperimentResource {
    private final Runbooks runbooks;
    private final Languages languages;

    ExperimentResource(Runbooks runbooks, Languages languages) {
        this.runbooks = runbooks;
        this.languages = languages;
    }

    /** An experiment that came as one is answered as it came, byte for byte if it was JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    public Response export(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        StoredDocument stored =
                Await.of(runbooks.latest(system, name)).orElseThrow(() -> new NotFound("runbook", name));
        String text = export(languages, system, name, Runbooks.text(stored));
        return disposed(Response.fromResponse(ConditionalResponses.ok(text, Etag.of(text), headers)), name);
    }

    private static String export(Languages languages, String system, String name, String text) {
        DocumentNode document = DocumentParser.parse(text);
        Runbook runbook = languages.read(system, name, text, Map.of());
        if (!ExperimentReader.speaks(document)) {
            return pretty(RunbookWriter.write(system, runbook).experiment());
        }
        return text.stripLeading().startsWith("{") ? text : pretty(ExperimentJson.of(document));
    }

    private static String pretty(JsonNode json) {
        return json.toPrettyString() + "\n";
    }

    private static Response disposed(Response.ResponseBuilder answer, String name) {
        return answer.header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "-") + ".chaostoolkit.json\"")
                .build();
    }

    /** Documents that nobody has to store before they are written in another language. */
    @Path("/api/v1/systems/{system}/exports/chaostoolkit")
    @RunOnVirtualThread
    public static class OfDocuments {
        private final Languages languages;

        OfDocuments(Languages languages) {
            this.languages = languages;
        }

        /** An experiment; nothing is stored. */
        @POST
        @Consumes({"application/yaml", "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
        @Produces(MediaType.APPLICATION_JSON)
        @RolesAllowed(Roles.ENGINEER)
        public Response export(@PathParam("system") String system, byte[] document) {
            String text = new SentDocument(system, null, document, null).text();
            return disposed(
                    Response.ok(ExperimentResource.export(languages, system, "experiment", text)), "experiment");
        }
    }

    /** What a document would become here. */
    @Path("/api/v1/systems/{system}/conversions/runbook")
    @RunOnVirtualThread
    public static class Conversions {
        private final Languages languages;

        Conversions(Languages languages) {
            this.languages = languages;
        }

        /**
         * What a document would become.
         *
         * @param steps how many its exercise has
         * @param origin the language, and what of it cannot be carried out here
         */
        public record Conversion(String name, int steps, int expectations, Origin origin) {}

        /** What it would become, and what of it cannot be carried out; nothing is stored. */
        @POST
        @Consumes({"application/yaml", "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
        @Produces(MediaType.APPLICATION_JSON)
        @RolesAllowed(Roles.ENGINEER)
        public Conversion convert(@PathParam("system") String system, byte[] document) {
            String text = new SentDocument(system, null, document, null).text();
            Runbook runbook = languages.read(system, "experiment", text, Map.of());
            return new Conversion(
                    runbook.name(),
                    runbook.steps().size(),
                    (int) runbook.everyExpectation().count(),
                    runbook.origin());
        }
    }
}
