package io.belastbar.dashboard.status;

import io.belastbar.dashboard.DashboardConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Asks a service whether it is ready; an answer that does not come is an answer too. */
@ApplicationScoped
class ReadinessClient {
    private final HttpClient http;
    private final Duration timeout;
    private final Clock clock = Clock.systemUTC();

    ReadinessClient(DashboardConfig config) {
        timeout = config.statusTimeout();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Below the service's address, which may have a path of its own. */
    static URI readiness(URI service) {
        return URI.create(service.toString().replaceFirst("/+$", "") + "/q/health/ready");
    }

    Uni<ServiceStatus> ask(String name, URI url) {
        var started = clock.instant();
        var request = HttpRequest.newBuilder(readiness(url)).timeout(timeout).build();
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .map(response -> ServiceStatus.answered(name, url, response.statusCode(), since(started)))
                .onFailure()
                .recoverWithItem(failure -> ServiceStatus.unreachable(name, url, since(started), reason(failure)));
    }

    private Duration since(Instant started) {
        return Duration.between(started, clock.instant());
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
