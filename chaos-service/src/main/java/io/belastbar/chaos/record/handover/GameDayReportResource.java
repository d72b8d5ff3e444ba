package io.belastbar.chaos.record.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.record.RecordedGameDay;
import io.belastbar.chaos.record.page.DayReport;
import io.belastbar.chaos.record.page.GameDayData;
import io.belastbar.chaos.record.page.GameDayFiles;
import io.belastbar.chaos.record.page.GameDayHtml;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a game day showed, for people and for programs: also of one that is under way. */
@Path("/api/v1")
@RolesAllowed(Roles.VIEWER)
public class GameDayReportResource {
    private final ReadGameDay reading;
    private final ObjectMapper json;

    GameDayReportResource(ReadGameDay reading, ObjectMapper json) {
        this.reading = reading;
        this.json = json;
    }

    @GET
    @Path("/game-days/{id}/report{format:(\\.(json|md|html))?}")
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "What was planned, seen and measured, what worked and what must improve; .md and .html for people")
    @Answers(404)
    public Response report(
            @PathParam("id") UUID gameDay,
            @PathParam("format") String ending,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @QueryParam("language") String language,
            @Context HttpHeaders request) {
        ReportLanguage written =
                ReportResponses.language(lang == null ? language : lang, request, ReportLanguage.ENGLISH);
        RecordedGameDay day = reading.find(gameDay).orElseThrow(() -> none(gameDay));
        DayReport report = reading.report(day).orElseThrow(() -> none(gameDay));
        var time = new ReportTime(written, reading.zone(day.system()));
        return ReportResponses.of(Form.JSON, () -> text(GameDayData.of(report)))
                .or(Form.MARKDOWN, () -> GameDayFiles.FINDING.write(List.of(report), List.of(), time))
                .or(Form.HTML, () -> GameDayHtml.write(report, time))
                .in(written)
                .answer(ending.isEmpty() ? format : ending, request);
    }

    private static NotFound none(UUID gameDay) {
        return new NotFound("record of a game day", gameDay.toString());
    }

    private String text(GameDayData report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is plain data", impossible);
        }
    }
}
