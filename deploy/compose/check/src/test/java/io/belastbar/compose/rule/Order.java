package io.belastbar.compose.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who waits for whom: for what there is, without a circle, and for what can come about. */
final class Order implements Rule {
    @Override
    public Stream<Fault> faults(ComposeFile file) {
        var services = file.services().stream().collect(Collectors.toMap(ComposeService::name, Function.identity()));
        return file.services().stream().flatMap(service -> Stream.of(
                        waits(service, services), circle(service, services), checked(service), migrated(service))
                .flatMap(faults -> faults));
    }

    private static Stream<Fault> waits(ComposeService service, Map<String, ComposeService> services) {
        return service.json().path("depends_on").properties().stream().flatMap(wait -> {
            String key = "depends_on/" + wait.getKey();
            String condition = wait.getValue().path("condition").asText();
            ComposeService other = services.get(wait.getKey());
            if (other == null) {
                return Stream.of(service.fault(key, "should be a service of this file"));
            }
            String wanted = other.isOneShot()
                    ? "service_completed_successfully"
                    : other.json().has("healthcheck") && !condition.equals("service_started")
                            ? "service_healthy"
                            : "service_started";
            return condition.equals(wanted)
                    ? Stream.empty()
                    : Stream.of(service.fault(key, "should be %s: was %s".formatted(wanted, condition)));
        });
    }

    private static Stream<Fault> circle(ComposeService service, Map<String, ComposeService> services) {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<>(names(service.json()));
        while (!next.isEmpty()) {
            String name = next.poll();
            if (name.equals(service.name())) {
                return Stream.of(service.fault("depends_on", "should lead to no circle: waits for itself"));
            }
            if (seen.add(name) && services.containsKey(name)) {
                next.addAll(names(services.get(name).json()));
            }
        }
        return Stream.empty();
    }

    private static List<String> names(JsonNode service) {
        return service.path("depends_on").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What keeps something, or is asked by others all the time, says whether it can be used; ours have nothing to ask with. */
    private static Stream<Fault> checked(ComposeService service) {
        boolean keeps = service.mounts().stream().anyMatch(mount -> !mount.isFile())
                || service.name().equals("redis");
        boolean has = service.json().has("healthcheck");
        if (service.isOurs()) {
            return has
                    ? Stream.of(service.fault("healthcheck", "should be absent: the image has no shell"))
                    : Stream.empty();
        }
        return keeps && !has && !service.isOneShot()
                ? Stream.of(service.fault("healthcheck", "should be there: it keeps what others need"))
                : Stream.empty();
    }

    private static Stream<Fault> migrated(ComposeService service) {
        if (!service.name().endsWith("-service")) {
            return Stream.empty();
        }
        return Stream.of(service.name().replace("-service", "-migrations"), "kafka-topics")
                .filter(first -> !names(service.json()).contains(first))
                .map(first -> service.fault("depends_on", "should wait for " + first));
    }
}
