package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a container has begun, may be asked, and still goes on, each at the door that says no more than this. A
 * liveness that asked a dependency would restart every replica whenever PostgreSQL is away.
 */
final class Probes implements Rule {
    private static final Map<String, String> DOORS = Map.of(
            "startupProbe", "/q/health/started",
            "readinessProbe", "/q/health/ready",
            "livenessProbe", "/q/health/live");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        if (!manifest.is("Deployment", "StatefulSet")) {
            return Stream.empty();
        }
        return manifest.containers().filter(Container::lasts).flatMap(container -> faults(manifest, container));
    }

    private static Stream<Fault> faults(Manifest manifest, Container container) {
        return DOORS.entrySet().stream().flatMap(probe -> {
            String key = container.key() + "/" + probe.getKey();
            var json = container.json().path(probe.getKey());
            if (json.isMissingNode()) {
                return Stream.of(manifest.fault(key, "should be there: was absent"));
            }
            String path = json.at("/httpGet/path").asText();
            boolean another = json.has("httpGet") && !path.equals(probe.getValue());
            return another
                    ? Stream.of(
                            manifest.fault(key + "/httpGet/path", "should be " + probe.getValue() + ": was " + path))
                    : Stream.empty();
        });
    }
}
