package io.belastbar.local.launch;

import io.belastbar.local.home.BelastbarHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start, and where.
 *
 * @param root the source tree, in which the modules are built
 * @param settings written into the connection file over the launcher's own, for example {@code smartbav.tenants}
 */
public record PlatformOptions(
        Path root, BelastbarHome home, PortPlan ports, List<ChildService> services, Map<String, String> settings) {}
