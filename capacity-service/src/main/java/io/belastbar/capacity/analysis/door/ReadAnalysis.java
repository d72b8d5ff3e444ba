package io.belastbar.capacity.analysis.door;

import io.belastbar.capacity.analysis.AnalysisRepository;
import io.belastbar.capacity.analysis.AnalysisState;
import io.belastbar.capacity.analysis.CapacityAnalysis;
import io.belastbar.capacity.analysis.CapacityAnalysis.Resource;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds analyses, and what was foreseen when they were made. */
@ApplicationScoped
class ReadAnalysis {
    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final AnalysisRepository analyses;
    private final ProjectionRepository projections;
    private final ZoneOfSystem zones;

    ReadAnalysis(AnalysisRepository analyses, ProjectionRepository projections, ZoneOfSystem zones) {
        this.analyses = analyses;
        this.projections = projections;
        this.zones = zones;
    }

    /** The newest, or the last one of a day; fails with {@link NotFound}. */
    Uni<CapacityAnalysis> newest(String system, Optional<LocalDate> day) {
        if (day.isEmpty()) {
            return analyses.newestBefore(system, EVER).map(found -> found.orElseThrow(() -> none(system)));
        }
        return zones.of(system).chain(zone -> {
            Instant begin = day.get().atStartOfDay(zone).toInstant();
            Instant end = day.get().plusDays(1).atStartOfDay(zone).toInstant();
            return analyses.newestBefore(system, end).map(found -> found.filter(
                            one -> !one.timestamp().isBefore(begin))
                    .orElseThrow(() -> new NotFound(
                            "capacity analysis of " + system + " on", day.get().toString())));
        });
    }

    private static NotFound none(String system) {
        return new NotFound(
                "capacity analysis yet; POST /api/v1/systems/" + system + "/capacity-analysis makes one of", system);
    }

    Uni<AnalysisState> state(String system, UUID id) {
        return analyses.state(system, id)
                .map(found -> found.orElseThrow(() -> new NotFound("capacity analysis", id.toString())));
    }

    Uni<CapacityAnalysis> analysis(AnalysisState done) {
        return analyses.find(done.system(), done.id())
                .map(found -> found.orElseThrow(
                        () -> new NotFound("capacity analysis", done.id().toString())));
    }

    Uni<List<AnalysisState>> list(String system, Cursor.Moment before, int rows) {
        return analyses.list(system, before.at(), before.id(), rows);
    }

    /** The same with what was foreseen in that many days, where the data reached so far. */
    Uni<CapacityAnalysis> inDays(CapacityAnalysis analysis, Optional<Integer> days) {
        if (days.isEmpty()) {
            return Uni.createFrom().item(analysis);
        }
        Uni<Optional<Resource>> disk = inDays(analysis, analysis.diskSpace(), days.get());
        Uni<Optional<Resource>> connections = inDays(analysis, analysis.connections(), days.get());
        return Uni.combine()
                .all()
                .unis(disk, connections)
                .with((space, used) -> analysis.with(space.orElse(null), used.orElse(null)));
    }

    private Uni<Optional<Resource>> inDays(CapacityAnalysis analysis, Resource resource, int days) {
        if (resource == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return projections
                .asOf(analysis.system(), resource.metric(), analysis.timestamp())
                .map(found -> found.flatMap(projection -> projection.inDays(days))
                        .map(value -> resource.with(days, value.expected()))
                        .or(() -> Optional.of(resource)));
    }
}
