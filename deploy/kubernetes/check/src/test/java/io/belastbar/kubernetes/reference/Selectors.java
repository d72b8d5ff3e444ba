package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every selector selects somebody: one that does not is taken without a word, and nothing comes of it. */
public final class Selectors implements Rule {
    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var applied = Applied.around(manifest, all);
        return switch (manifest.kind()) {
            case "Service" -> pods(manifest, "/spec/selector", applied);
            case "PodDisruptionBudget", "PodMonitor" -> pods(manifest, "/spec/selector/matchLabels", applied);
            case "NetworkPolicy" ->
                Stream.of(
                                pods(manifest, "/spec/podSelector/matchLabels", applied),
                                peers(manifest, "/spec/ingress", "from", applied),
                                peers(manifest, "/spec/egress", "to", applied))
                        .flatMap(faults -> faults);
            case "ServiceMonitor" -> services(manifest, applied);
            default -> Stream.empty();
        };
    }

    private static Stream<Fault> peers(Manifest manifest, String rules, String side, Applied applied) {
        return IntStream.range(0, manifest.at(rules).size()).boxed().flatMap(rule -> {
            String list = rules + "/" + rule + "/" + side;
            return IntStream.range(0, manifest.at(list).size())
                    .mapToObj(peer -> list + "/" + peer)
                    .filter(peer -> !manifest.at(peer).has("namespaceSelector"))
                    .flatMap(peer -> pods(manifest, peer + "/podSelector/matchLabels", applied));
        });
    }

    private static Stream<Fault> pods(Manifest manifest, String key, Applied applied) {
        JsonNode labels = manifest.at(key);
        return !labels.isObject() || applied.selects(labels)
                ? Stream.empty()
                : labels.properties().stream()
                        .map(label -> refusal(
                                manifest,
                                key + "/" + label.getKey(),
                                label.getValue().asText(),
                                "a pod",
                                applied.values(label.getKey())))
                        .limit(1);
    }

    private static Stream<Fault> services(Manifest monitor, Applied applied) {
        JsonNode labels = monitor.at("/spec/selector/matchLabels");
        var selected = applied.of("Service")
                .filter(service -> Applied.has(service.at("/metadata/labels"), labels))
                .toList();
        if (selected.isEmpty()) {
            return labels.properties().stream()
                    .map(label -> refusal(
                            monitor,
                            "/spec/selector/matchLabels/" + label.getKey(),
                            label.getValue().asText(),
                            "a Service",
                            new TreeSet<>(applied.of("Service")
                                    .map(service -> service.at("/metadata/labels")
                                            .path(label.getKey())
                                            .asText())
                                    .toList())))
                    .limit(1);
        }
        var ports = new TreeSet<>(selected.stream()
                .flatMap(service -> Manifest.elements(service.at("/spec/ports")))
                .map(port -> port.path("name").asText())
                .toList());
        return IntStream.range(0, monitor.at("/spec/endpoints").size())
                .mapToObj("/spec/endpoints/%d/port"::formatted)
                .filter(key -> !monitor.at(key).isMissingNode()
                        && !ports.contains(monitor.at(key).asText()))
                .map(key -> monitor.fault(
                        key,
                        "should be a port of its Services, one of " + ports
                                + Nearest.said(monitor.at(key).asText(), ports)));
    }

    private static Fault refusal(Manifest manifest, String key, String was, String whom, Collection<String> known) {
        return manifest.fault(key, "should select " + whom + " that is applied with it" + Nearest.said(was, known));
    }
}
