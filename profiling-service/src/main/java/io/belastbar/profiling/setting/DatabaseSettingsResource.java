package io.belastbar.profiling.setting;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.setting.checklist.OptimizationChecklist;
import io.belastbar.profiling.setting.rule.SettingRule;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the database of a system is set to, and what its server would have it set to; asked now. */
@Path("/api/v1/systems/{system}/database-settings")
public class DatabaseSettingsResource {
    private static final String YAML = "application/yaml";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DescribedSystems systems;
    private final TargetDatabaseClient database;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    DatabaseSettingsResource(
            DescribedSystems systems,
            TargetDatabaseClient database,
            TargetRegistry targets,
            CredentialStore credentials) {
        this.systems = systems;
        this.database = database;
        this.targets = targets;
        this.credentials = credentials;
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
        DatabaseSettings settings = read(description(system), asked);
        boolean yaml = request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().equals("yaml"));
        return yaml
                ? Response.ok(settings.file(language), YAML).build()
                : Response.ok(settings.answer(language), MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    private DatabaseSettings read(SystemDescription description, ServerSize asked) {
        String target = description
                .database()
                .orElseThrow(() -> new Conflict(description.system() + " has no postgresql target"));
        Instant now = Instant.now();
        var checked = new CheckedDatabase(
                description,
                targets.require(target),
                credentials.require(target).username(),
                now);
        try {
            return database.ask(target, session -> settings(session, checked, asked));
        } catch (TargetUnavailable away) {
            throw new Unavailable("the database " + target, RETRY_AFTER);
        }
    }

    private static DatabaseSettings settings(TargetSession session, CheckedDatabase checked, ServerSize asked) {
        ServerSize size = asked.or(ServerSize.of(checked.target().server()));
        ServerState state = ServerState.read(session, checked.now());
        List<Recommendation> recommendations = SettingRule.all(state, size);
        return new DatabaseSettings(
                checked.target().name(),
                state,
                size,
                recommendations,
                OptimizationChecklist.answers(session, checked, state, size));
    }

    private SystemDescription description(String system) {
        return Await.of(systems.description(system)).orElseThrow(() -> new NotFound("system description", system));
    }
}
