package io.belastbar.dashboard.status;

import java.util.List;

/** The whole platform in one sentence, and each service below it. */
public record PlatformStatus(boolean ready, String sentence, List<ServiceStatus> services) {

    /** Ready when every service is; the sentence names those that are not. */
    public static PlatformStatus of(List<ServiceStatus> services) {
        var missing = services.stream()
                .filter(service -> service.state() != ServiceStatus.State.UP)
                .map(ServiceStatus::name)
                .toList();
        if (services.isEmpty()) {
            return new PlatformStatus(
                    false, "No service is configured. Start the platform with: belastbar up", services);
        }
        if (missing.isEmpty()) {
            return new PlatformStatus(true, "All %d services are ready.".formatted(services.size()), services);
        }
        var sentence = "%d of %d services are not ready: %s."
                .formatted(missing.size(), services.size(), String.join(", ", missing));
        return new PlatformStatus(false, sentence, services);
    }
}
