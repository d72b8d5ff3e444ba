package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kubernetes' recommended labels on whatever makes pods, and selectors that outlive a release: a selector cannot be
 * changed, so a version in it would stop the next one (kustomize #1009).
 */
final class Labels implements Rule {
    private static final String PREFIX = "app.kubernetes.io/";
    private static final List<String> EVERY_POD = List.of("name", "component");
    private static final List<String> SELECTORS =
            List.of("/spec/selector/matchLabels", "/spec/selector", "/spec/podSelector/matchLabels");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return Stream.concat(missing(manifest), Stream.concat(versions(manifest), unmatched(manifest)));
    }

    private static Stream<Fault> missing(Manifest manifest) {
        return manifest.pod().stream().flatMap(pod -> Stream.of("/metadata/labels", pod + "/metadata/labels")
                .distinct()
                .flatMap(labels -> EVERY_POD.stream()
                        .map(PREFIX::concat)
                        .filter(label ->
                                manifest.at(labels).path(label).asText().isEmpty())
                        .map(label -> manifest.fault(labels, "should have " + label + ": was absent"))));
    }

    private static Stream<Fault> versions(Manifest manifest) {
        return SELECTORS.stream()
                .filter(selector -> manifest.at(selector).has(PREFIX + "version"))
                .map(selector -> manifest.fault(
                        selector,
                        "should name no version: was " + manifest.at(selector).path(PREFIX + "version")));
    }

    private static Stream<Fault> unmatched(Manifest manifest) {
        String selector = "/spec/selector/matchLabels";
        return manifest.pod().stream()
                .filter(pod -> manifest.at(selector).isObject())
                .flatMap(pod -> manifest.at(selector).properties().stream()
                        .filter(label -> !manifest.at(pod + "/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue()))
                        .map(label -> manifest.fault(selector, "should match the pod's labels: was " + label)));
    }
}
