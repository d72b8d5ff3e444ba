package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.situation.GatherSituation;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What if there were that many tenants. Stores nothing. */
@Path("/api/v1/systems/{system}/what-if")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WhatIfResource {

    private final GatherSituation situations;

    WhatIfResource(GatherSituation situations) {
        this.situations = situations;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Demand, limits and cost for a number of tenants, in German or English")
    public WhatIfAnswer ask(@PathParam("system") String system, @QueryParam("lang") String lang, String body) {
        ReportLanguage language = ReportResponses.language(lang);
        WhatIfOrder order = WhatIfOrderParser.parse(body);
        Situation situation = situations.of(system);
        WhatIfOrderParser.requireSteps(order, situation.prices(), body);
        return WhatIfAnswer.of(ComputeWhatIf.of(order, situation), language);
    }
}
