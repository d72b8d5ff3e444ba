package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Docker opens a port past a firewall of the machine: only loopback, each once, and never of what keeps state. */
final class OnlyLoopback implements Rule {
    private static final String DATA = "data";

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        var taken = new HashMap<String, String>();
        return Stream.concat(
                file.services().stream().flatMap(service -> ports(service, taken)),
                file.at("/networks/data/internal").asBoolean()
                        ? Stream.empty()
                        : Stream.of(file.fault("/networks/data", "should be internal: was not")));
    }

    private static Stream<Fault> ports(ComposeService service, Map<String, String> taken) {
        List<String> ports = service.texts("ports");
        return IntStream.range(0, ports.size()).boxed().flatMap(index -> {
            String port = ports.get(index);
            String key = "ports/" + index;
            if (!port.matches("127\\.0\\.0\\.1:\\d+:\\d+")) {
                return Stream.of(service.fault(key, "should begin with 127.0.0.1: was " + port));
            }
            String published = port.split(":")[1];
            String other = taken.putIfAbsent(published, service.name());
            if (other != null) {
                return Stream.of(
                        service.fault(key, "should be another than that of %s: was %s".formatted(other, port)));
            }
            return service.texts("networks").equals(List.of(DATA))
                    ? Stream.of(service.fault(key, "should not be opened of what is only in data: was " + port))
                    : Stream.empty();
        });
    }
}
