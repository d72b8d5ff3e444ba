package io.belastbar.dashboard.status;

import io.belastbar.dashboard.ServiceUrlsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the page how the platform is. Carries nothing but readiness, so it needs no caller. */
@Path("/api/v1/platform-status")
@Produces(MediaType.APPLICATION_JSON)
public class PlatformStatusResource {
    private final ReadinessClient readiness;
    private final ServiceUrlsConfig config;

    PlatformStatusResource(ReadinessClient readiness, ServiceUrlsConfig config) {
        this.readiness = readiness;
        this.config = config;
    }

    @GET
    public Uni<PlatformStatus> status() {
        var urls = new TreeMap<>(config.byName());
        urls.remove("dashboard");
        if (urls.isEmpty()) {
            return Uni.createFrom().item(PlatformStatus.of(List.of()));
        }
        var answers = urls.entrySet().stream().map(this::ask).toList();
        return Uni.join().all(answers).andFailFast().map(PlatformStatus::of);
    }

    private Uni<ServiceStatus> ask(Map.Entry<String, URI> service) {
        return readiness.ask(service.getKey(), service.getValue());
    }
}
