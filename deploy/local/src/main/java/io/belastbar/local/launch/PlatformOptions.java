package io.belastbar.local.launch;

import io.belastbar.local.home.BelastbarHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to start, and where.
 *
 * @param root the source tree, in which the modules are built
 * @param settings written into the connection file over the launcher's own, for example {@code smartbav.tenants}
 */
public record PlatformOptions(
        Path root, BelastbarHome home, PortPlan ports, Extent extent, Map<String, String> settings) {
    /** How long a child that has ended stays away, unless the user says otherwise. */
    public static final Duration RESTART_DELAY = Duration.ofSeconds(2);

    List<ChildService> services() {
        return extent.services();
    }

    URI url(ChildService service) {
        return URI.create("http://127.0.0.1:" + ports.of(service));
    }
}
