package io.belastbar.capacity.cost.upgrade;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What has to be ordered by when. */
@Path("/api/v1/systems/{system}/upgrade-plan")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class UpgradePlanResource {

    private final ReadUpgradePlan plans;

    UpgradePlanResource(ReadUpgradePlan plans) {
        this.plans = plans;
    }

    /** The plan with the same in sentences, the most urgent first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(UpgradePlan plan, List<String> sentences) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "For each limit within reach: the step, its latest safe day, its cost, the regret of waiting")
    public View plan(@PathParam("system") String system, @QueryParam("lang") String lang) {
        ReportLanguage language = ReportResponses.language(lang);
        UpgradePlan plan = plans.of(system);
        return new View(plan, new UpgradeWords(plan, language).sentences());
    }

    @GET
    @Produces({"application/yaml;qs=0.5", "text/yaml;qs=0.5"})
    @Operation(summary = "The same as infrastructure-upgrade-plan.yml")
    public Response yaml(
            @PathParam("system") String system, @QueryParam("lang") String lang, @Context HttpHeaders request) {
        String text = UpgradeYaml.of(plans.of(system), ReportResponses.language(lang));
        return ConditionalResponses.ok(text, Etag.of(text), request);
    }
}
