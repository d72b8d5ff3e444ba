package io.belastbar.loadtest.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.load.comparison.CompareRuns;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.ComparedRun.Standing;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.page.ComparisonJson;
import io.belastbar.load.comparison.page.ComparisonPage;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Compares finished runs with the first of them. What has finished never changes and the random numbers follow from the
 * runs, so that the same comparison is always the same bytes.
 */
@Path("/api/v1")
@RunOnVirtualThread
public class TestRunComparisonResource {

    private static final int RUNS_MAX = 10;
    private static final int ID_SHOWN = 8;
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;
    private final SystemZone zones;

    TestRunComparisonResource(TestRunRepository runs, RunResultRepository results, SystemZone zones) {
        this.runs = runs;
        this.results = results;
        this.zones = zones;
    }

    /** @param ids two to ten, separated by commas; the first is the baseline */
    @GET
    @Path("/test-run-comparisons")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Answers({404, 409})
    public Response json(@QueryParam("runs") String ids, @Context HttpHeaders headers) {
        String body = ComparisonJson.of(compare(ids)).toString();
        return ConditionalResponses.ok(body, Etag.of(body), headers);
    }

    @GET
    @Path("/test-run-comparisons.html")
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers({404, 409})
    public Response page(
            @QueryParam("runs") String ids,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders headers) {
        ReportLanguage language = ReportResponses.language(lang);
        RunComparison comparison = compare(ids);
        ZoneId zone = zones.of(comparison.baseline().result().identity().system());
        String body = ComparisonPage.of(comparison, language, zone);
        return ConditionalResponses.ok(body, Etag.of(body), headers);
    }

    private RunComparison compare(String ids) {
        List<UUID> wanted = ids(ids);
        List<ComparedRun> compared = wanted.stream().map(this::run).toList();
        return CompareRuns.compare(compared, ComparisonSettings.DEFAULT, new SplittableRandom(wanted.hashCode()));
    }

    private static List<UUID> ids(String ids) {
        String text = ids == null ? "" : ids;
        List<UUID> wanted = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> NotFound.uuid("test run", id))
                .distinct()
                .toList();
        if (wanted.size() < 2 || wanted.size() > RUNS_MAX) {
            throw InvalidInput.of(
                    "runs", "must name two to " + RUNS_MAX + " different runs, with commas between", text);
        }
        return wanted;
    }

    private ComparedRun run(UUID id) {
        TestRun run =
                Await.of(runs.find(id), DATABASE_TIMEOUT).orElseThrow(() -> new NotFound("test run", id.toString()));
        if (!(run.state() instanceof RunState.Finished finished)) {
            throw new Conflict("the run " + id + " has not finished yet");
        }
        Standing standing =
                switch (finished.judgement().verdict()) {
                    case PASSED, FAILED -> Standing.SOUND;
                    case INVALID -> Standing.INVALID;
                    case ABORTED -> Standing.ABORTED;
                };
        String name = run.scenario() + " " + id.toString().substring(0, ID_SHOWN);
        return Await.of(results.find(run), DATABASE_TIMEOUT)
                .map(result -> new ComparedRun(name, result, standing))
                .orElseThrow(() -> new Conflict("the run " + id + " measured nothing"));
    }
}
