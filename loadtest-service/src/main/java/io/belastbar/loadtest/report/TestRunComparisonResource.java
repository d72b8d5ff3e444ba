package io.belastbar.loadtest.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.gate.ComparisonGate;
import io.belastbar.load.comparison.gate.ComparisonGate.Ruling;
import io.belastbar.load.comparison.page.ComparisonJson;
import io.belastbar.load.comparison.page.ComparisonJunit;
import io.belastbar.load.comparison.page.ComparisonPage;
import io.belastbar.loadtest.report.CompareStoredRuns.Wanted;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Ratio;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares finished runs with a baseline. What has finished never changes and the random numbers follow from the runs, so
 * that the same comparison is the same bytes as long as the earlier runs like them are the same.
 */
@Path("/api/v1")
@RunOnVirtualThread
public class TestRunComparisonResource {

    private static final String PATH = "/test-run-comparisons";

    private final CompareStoredRuns compare;
    private final SystemZone zones;

    TestRunComparisonResource(CompareStoredRuns compare, SystemZone zones) {
        this.compare = compare;
        this.zones = zones;
    }

    /** What is compared, and how strictly. */
    public static class Query {

        /** Separated by commas; without {@code baseline} the first is it. */
        @QueryParam("runs")
        String runs;

        /** {@code last}, {@code label=NAME=VALUE}, {@code branch=NAME}, or the id of a run. */
        @QueryParam("baseline")
        String baseline;

        /** The smallest change that matters: {@code 2%}. */
        @QueryParam("relevant")
        String relevant;

        /** With a ruling on whether a run is slower by more than this: {@code 5%}. */
        @QueryParam("failAbove")
        String failAbove;

        Wanted wanted() {
            List<UUID> ids = Arrays.stream((runs == null ? "" : runs).split(","))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .map(id -> NotFound.uuid("test run", id))
                    .distinct()
                    .toList();
            Baseline parsed = baseline == null ? null : Baseline.parse(baseline);
            // Refused before anything is looked for.
            limit();
            return new Wanted(ids, parsed, share("relevant", relevant, ComparisonSettings.DEFAULT.relevant()));
        }

        /** Null without a limit. */
        Ruling rule(Optional<RunComparison> comparison) {
            if (comparison.isEmpty()) {
                return Baseline.parse(baseline) instanceof Baseline.OfBranch wanted
                        ? Ruling.noRunOf(limit(), wanted.branch())
                        : Ruling.noBaseline(limit(), baseline);
            }
            return failAbove == null ? null : ComparisonGate.rule(comparison.get(), limit());
        }

        private double limit() {
            return share("failAbove", failAbove, Double.NaN);
        }

        private static double share(String name, String text, double without) {
            if (text == null) {
                return without;
            }
            try {
                double share = Ratio.parse(text).fraction();
                if (share < 1) {
                    return share;
                }
            } catch (InvalidQuantity notOne) {
                // Refused below, with the same words as a share that is too large.
            }
            throw InvalidInput.of(name, "must be a share from 0% to below 100%, as in 5%", text);
        }
    }

    @GET
    @Path(PATH)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Answers({404, 409})
    public Response json(@BeanParam Query query, @Context HttpHeaders headers) {
        Optional<RunComparison> comparison = compare.compare(query.wanted());
        return answer(ComparisonJson.of(comparison, query.rule(comparison)).toString(), headers);
    }

    /** JUnit: one case a run and a step. */
    @GET
    @Path(PATH + ".xml")
    @Produces(MediaType.APPLICATION_XML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers({404, 409})
    public Response junit(@BeanParam Query query, @Context HttpHeaders headers) {
        Optional<RunComparison> comparison = compare.compare(query.wanted());
        return answer(ComparisonJunit.write(comparison, query.rule(comparison)), headers);
    }

    @GET
    @Path(PATH + ".html")
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers({404, 409})
    public Response page(
            @BeanParam Query query, @QueryParam("lang") @DefaultValue("en") String lang, @Context HttpHeaders headers) {
        ReportLanguage language = ReportResponses.language(lang);
        RunComparison comparison =
                compare.compare(query.wanted()).orElseThrow(() -> new NotFound("run to compare with", query.baseline));
        ZoneId zone = zones.of(comparison.baseline().result().identity().system());
        return answer(ComparisonPage.of(comparison, language, zone), headers);
    }

    private static Response answer(String body, HttpHeaders headers) {
        return ConditionalResponses.ok(body, Etag.of(body), headers);
    }
}
