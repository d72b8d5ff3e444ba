package io.belastbar.faulttolerance.status;

import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.faulttolerance.fleet.FleetConnection;
import io.belastbar.faulttolerance.fleet.FleetIdentity;
import io.belastbar.faulttolerance.fleet.FleetRepository;
import io.belastbar.faulttolerance.fleet.FleetView;
import io.belastbar.faulttolerance.fleet.InstanceState;
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
    private final FleetConnection fleet;
    private final FleetIdentity identity;

    public CircuitBreakerStatusResource(GuardRegistry guards, FleetConnection fleet, FleetIdentity identity) {
        this.guards = guards;
        this.fleet = fleet;
        this.identity = identity;
    }

    @GET
    public Uni<Map<String, BreakerStatusView>> status() {
        Map<String, BreakerStatusView> byName = new TreeMap<>();
        return Multi.createFrom()
                .iterable(guards.snapshots())
                .onItem()
                .transformToUniAndConcatenate(
                        here -> view(here).invoke(seen -> byName.put(here.name(), BreakerStatusView.of(here, seen))))
                .collect()
                .last()
                .replaceWith(byName);
    }

    private Uni<FleetView> view(BreakerSnapshot here) {
        InstanceState self = InstanceState.of(identity.instance(), here);
        FleetView alone = FleetView.of(List.of(self), false);
        return fleet.repository()
                .map(repository ->
                        seen(repository, here.name(), self).onFailure().recoverWithItem(alone))
                .orElseGet(() -> Uni.createFrom().item(alone));
    }

    /** What this instance knows of itself is newer than what it told the others. */
    private Uni<FleetView> seen(FleetRepository repository, String breaker, InstanceState self) {
        return repository
                .seenLately(breaker)
                .map(others -> FleetView.of(
                        Stream.concat(Stream.of(self), others.stream().filter(other -> !other.instance()
                                        .equals(self.instance())))
                                .toList(),
                        true));
    }
}
