package io.belastbar.profiling.setting;

import io.belastbar.jobs.Await;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the database of a system is set to, and what its server would have it set to; asked now. */
@Path("/api/v1/systems/{system}/database-settings")
public class DatabaseSettingsResource {
    private static final String YAML = "application/yaml";

    private final DescribedSystems systems;
    private final ReadDatabaseSettings reader;

    DatabaseSettingsResource(DescribedSystems systems, ReadDatabaseSettings reader) {
        this.systems = systems;
        this.reader = reader;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, YAML})
    @Operation(
            summary =
                    "Settings, what is recommended for ?memory=128GB&disk=ssd|hdd&connections=120, and the checklist; "
                            + "as JSON, or by Accept: application/yaml as postgresql-tuning-recommendations.yml, ?lang=de|en")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DatabaseSettings.Answer.class)))
    @Answers({404, 409})
    public Response settings(
            @PathParam("system") String system,
            @QueryParam("memory") String memory,
            @QueryParam("disk") String disk,
            @QueryParam("connections") String connections,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        ServerSize asked =
                ServerSize.of(Optional.ofNullable(memory), Optional.ofNullable(disk), Optional.ofNullable(connections));
        ReportLanguage language = ReportResponses.language(lang, request, ReportLanguage.GERMAN);
        DatabaseSettings settings = reader.read(description(system), asked);
        boolean yaml = request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().equals("yaml"));
        return yaml
                ? Response.ok(settings.file(language), YAML).build()
                : Response.ok(settings.answer(language), MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    private SystemDescription description(String system) {
        return Await.of(systems.description(system)).orElseThrow(() -> new NotFound("system description", system));
    }
}
