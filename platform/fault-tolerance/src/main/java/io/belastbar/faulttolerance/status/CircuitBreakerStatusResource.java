package io.belastbar.faulttolerance.status;

import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.faulttolerance.fleet.FleetRepository;
import io.belastbar.faulttolerance.fleet.FleetView;
import io.belastbar.faulttolerance.fleet.InstanceState;
import io.belastbar.identity.InstanceName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every breaker of this application, by name. It names no role: the application decides by
 * {@code quarkus.http.auth.permission} who may read it.
 */
@Path("/api/v1/circuit-breaker-status")
@Produces(MediaType.APPLICATION_JSON)
public class CircuitBreakerStatusResource {
    private final GuardRegistry guards;
    private final FleetRepository fleet;
    private final InstanceName instance;

    public CircuitBreakerStatusResource(GuardRegistry guards, FleetRepository fleet, InstanceName instance) {
        this.guards = guards;
        this.fleet = fleet;
        this.instance = instance;
    }

    /** Asks for all at once: a Redis that hangs costs its time limit once. */
    @GET
    public Uni<Map<String, BreakerStatusView>> status() {
        return Multi.createFrom()
                .iterable(guards.snapshots())
                .onItem()
                .transformToUniAndMerge(here -> view(here).map(seen -> Map.entry(here.name(), seen)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(TreeMap::new);
    }

    /** What this instance knows of itself is newer than what it told the others. */
    private Uni<BreakerStatusView> view(BreakerSnapshot here) {
        InstanceState self = InstanceState.of(instance.value(), here);
        return fleet.seenLately(here.name())
                .map(seen -> FleetView.of(withNewest(self, seen), true))
                .onFailure()
                .recoverWithItem(() -> FleetView.of(List.of(self), false))
                .map(seen -> BreakerStatusView.of(here, seen));
    }

    private static List<InstanceState> withNewest(InstanceState self, List<InstanceState> seen) {
        var others = seen.stream().filter(other -> !other.instance().equals(self.instance()));
        return Stream.concat(Stream.of(self), others).toList();
    }
}
