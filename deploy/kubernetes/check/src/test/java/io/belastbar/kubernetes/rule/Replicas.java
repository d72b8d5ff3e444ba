package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.reference.Nearest;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many of each, and where. A number beside an autoscaler sets it back at every apply; a load generator that is
 * scaled by its load measures something else than it did a minute before.
 */
final class Replicas implements Rule {
    private static final String TARGET = "/spec/scaleTargetRef/name";
    private static final List<String> APART = List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return switch (manifest.kind()) {
            case "HorizontalPodAutoscaler", "ScaledObject" -> ofAutoscaler(manifest, all);
            case "Deployment" -> spread(manifest);
            default -> Stream.empty();
        };
    }

    private static Stream<Fault> ofAutoscaler(Manifest scaler, List<Manifest> all) {
        String target = target(scaler);
        if (target.contains("loadtest")) {
            return Stream.of(scaler.fault(TARGET, "should not be the load generator: was " + target));
        }
        var scaled = all.stream().filter(other -> other.object().equals(target)).findFirst();
        if (scaled.isEmpty()) {
            var known = all.stream()
                    .filter(other -> other.is("Deployment", "StatefulSet"))
                    .map(Manifest::object)
                    .toList();
            return Stream.of(scaler.fault(TARGET, "should be applied with it" + Nearest.said(target, known)));
        }
        JsonNode replicas = scaled.get().at("/spec/replicas");
        var numbered = replicas.isMissingNode()
                ? Stream.<Fault>empty()
                : Stream.of(scaled.get()
                        .fault("/spec/replicas", "should be left to " + scaler.object() + ": was " + replicas));
        return Stream.concat(numbered, another(scaler, target, all));
    }

    /** KEDA makes an autoscaler of its own. */
    private static Stream<Fault> another(Manifest scaler, String target, List<Manifest> all) {
        return all.stream()
                .takeWhile(other -> other != scaler)
                .filter(other -> other.is("HorizontalPodAutoscaler", "ScaledObject"))
                .filter(other -> target(other).equals(target))
                .map(other -> scaler.fault(TARGET, "should be left to " + other.object() + ": was " + target));
    }

    private static String target(Manifest scaler) {
        var reference = scaler.at("/spec/scaleTargetRef");
        return reference.path("kind").asText("Deployment") + "/"
                + reference.path("name").asText();
    }

    private static Stream<Fault> spread(Manifest manifest) {
        String key = manifest.pod().orElseThrow() + "/spec/topologySpreadConstraints";
        var keys = Manifest.elements(manifest.at(key))
                .map(each -> each.path("topologyKey").asText())
                .toList();
        return APART.stream()
                .filter(topology -> !keys.contains(topology))
                .map(topology -> manifest.fault(key, "should keep replicas apart by " + topology + ": was " + keys));
    }
}
