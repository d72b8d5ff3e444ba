package io.belastbar.chaos.dora.door;

import io.belastbar.chaos.dora.article.Articles;
import io.belastbar.chaos.dora.evidence.EvidenceRules;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.store.ReadFacts;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** What a game day shows of each article of the law, computed from its record. */
@Path("/api/v1/game-days/{id}/resilience-evidence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EvidenceResource {
    private final ReadFacts facts;
    private final SystemZone zones;

    EvidenceResource(ReadFacts facts, SystemZone zones) {
        this.facts = facts;
        this.zones = zones;
    }

    @GET
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR, Roles.AUDITOR})
    public EvidenceView get(@PathParam("id") UUID id, @QueryParam("lang") String lang) {
        ReportLanguage language = ReportResponses.language(lang);
        GameDayFacts day = facts.of(id).orElseThrow(() -> new NotFound("record of a game day", id.toString()));
        Articles articles = Articles.own();
        EvidenceRules rules = new EvidenceRules(articles, zones.of(day.tested().system()));
        return EvidenceView.of(day, rules.of(day), articles, language);
    }
}
