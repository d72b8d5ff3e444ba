package io.belastbar.compose.started;

import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Variable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of a container, filled from {@code .env}, with ports of loopback in the place of the others' names.
 *
 * @param ports by address in the network, for example {@code kafka:9092}
 */
record ComposedEnvironment(Map<String, String> made, Map<String, Integer> ports, Path kept) {
    Map<String, String> of(ComposeService service) {
        var environment = new TreeMap<String, String>();
        service.environment().forEach((name, value) -> environment.put(name, here(Variable.filled(value, made::get))));
        environment.replace("QUARKUS_HTTP_HOST", "127.0.0.1");
        Integer port = ports.entrySet().stream()
                .filter(address -> address.getKey().startsWith(service.name() + ":"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
        environment.put("QUARKUS_HTTP_PORT", port.toString());
        return environment;
    }

    private String here(String value) {
        String local = value.replace("/var/lib/belastbar", kept.toString());
        for (var address : ports.entrySet()) {
            local = local.replace(address.getKey(), "127.0.0.1:" + address.getValue());
        }
        return local;
    }
}
