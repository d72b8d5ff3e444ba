package io.belastbar.chaos.dora.door;

import io.belastbar.chaos.dora.calendar.DueTests;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.report.DoraFiles;
import io.belastbar.chaos.dora.store.ReadCoverage;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Which function was tested under which scenario, and when it is due again. */
@Path("/api/v1/systems/{system}/resilience-coverage")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class CoverageResource {
    private final ReadCoverage coverage;
    private final SystemZone zones;
    private final InstantSource clock = InstantSource.system();

    CoverageResource(ReadCoverage coverage, SystemZone zones) {
        this.coverage = coverage;
        this.zones = zones;
    }

    /** By function, then by runbook. */
    @GET
    public CoveragePage matrix(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("lang") String lang) {
        ReportLanguage language = ReportResponses.language(lang);
        int size = Page.limit(limit);
        Place after = cursor == null ? null : Cursor.decode(cursor, 2, Place::of);
        List<CoverageRow> rows = coverage.of(system, now());
        return page(rows, after, Place::byFunction, size, missing(rows, system, language));
    }

    /** Those that are due at all, the first first. */
    @GET
    @Path("/calendar")
    public CoveragePage calendar(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("lang") String lang) {
        ReportLanguage language = ReportResponses.language(lang);
        int size = Page.limit(limit);
        Place after = cursor == null ? null : Cursor.decode(cursor, 2, Place::ofTime);
        List<CoverageRow> rows = coverage.of(system, now());
        return page(DueTests.of(rows), after, Place::byTime, size, missing(rows, system, language));
    }

    /** The same for calendars (RFC 5545). */
    @GET
    @Path("/calendar.ics")
    @Produces("text/calendar;charset=UTF-8")
    public String file(@PathParam("system") String system, @QueryParam("lang") String lang) {
        ReportLanguage language = ReportResponses.language(lang);
        Instant now = now();
        return DueTests.file(system, coverage.of(system, now), language, zones.of(system), now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Missing missing(List<CoverageRow> rows, String system, ReportLanguage language) {
        return rows.isEmpty() ? DoraFiles.noRunbook(system, language) : null;
    }

    private static CoveragePage page(
            List<CoverageRow> rows, Place after, Function<CoverageRow, Place> place, int size, Missing missing) {
        List<CoverageRow> rest = rows.stream()
                .filter(row -> after == null || place.apply(row).compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        Page<CoverageRow> page =
                Page.of(rest, size, last -> Cursor.of(place.apply(last).first(), last.runbook()));
        return CoveragePage.of(
                new Page<>(page.items().stream().map(CoverageView::of).toList(), page.nextCursor()), missing);
    }

    /** Where a row stands in a list; a runbook's name makes it the only one there. */
    private record Place(String first, String runbook) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::first).thenComparing(Place::runbook);

        static Place of(List<String> parts) {
            return new Place(parts.get(0), parts.get(1));
        }

        static Place ofTime(List<String> parts) {
            return new Place("%020d".formatted(Long.parseLong(parts.get(0))), parts.get(1));
        }

        static Place byFunction(CoverageRow row) {
            return new Place(row.function(), row.runbook());
        }

        static Place byTime(CoverageRow row) {
            return new Place(
                    "%020d"
                            .formatted(ChronoUnit.MICROS.between(
                                    Instant.EPOCH, row.due().orElseThrow().at())),
                    row.runbook());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
