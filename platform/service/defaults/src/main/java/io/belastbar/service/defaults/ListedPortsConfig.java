package io.belastbar.service.defaults;

import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** {@code belastbar.port.<name>}: the default ports in the list of services, for the default properties. */
public final class ListedPortsConfig implements ConfigSource {
    private final Map<String, String> ports = Services.all().stream()
            .collect(Collectors.toMap(service -> "belastbar.port." + service.name(), ListedPortsConfig::port));

    private static String port(ListedService service) {
        return Integer.toString(service.port());
    }

    @Override
    public Set<String> getPropertyNames() {
        return ports.keySet();
    }

    @Override
    public String getValue(String name) {
        return ports.get(name);
    }

    @Override
    public String getName() {
        return "list of services";
    }
}
