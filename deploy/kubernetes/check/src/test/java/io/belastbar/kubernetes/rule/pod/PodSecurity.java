package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The level {@code restricted} of Kubernetes' pod security standards, and a root that cannot be written to. Vert.x and
 * Netty's native library need a {@code /tmp} that can (quarkus #40531, #28094).
 */
final class PodSecurity implements Rule {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return manifest.pod().stream()
                .flatMap(pod -> Stream.concat(
                        ofPod(manifest, pod + "/spec"),
                        manifest.containers().flatMap(container -> ofContainer(manifest, container))));
    }

    private static Stream<Fault> ofPod(Manifest manifest, String spec) {
        var expected = Stream.of(
                        should(manifest, spec + "/securityContext/runAsNonRoot", "true"),
                        should(manifest, spec + "/securityContext/seccompProfile/type", "RuntimeDefault"),
                        never(manifest, spec + "/hostNetwork"),
                        never(manifest, spec + "/hostPID"),
                        never(manifest, spec + "/hostIPC"))
                .flatMap(faults -> faults);
        var user = manifest.at(spec + "/securityContext/runAsUser");
        var root = Stream.of(user)
                .filter(number -> !number.isIntegralNumber() || number.asLong() == 0)
                .map(number -> manifest.fault(
                        spec + "/securityContext/runAsUser",
                        "should be the number of a user, not root: was " + number));
        return Stream.of(expected, root, volumes(manifest, spec)).flatMap(faults -> faults);
    }

    private static Stream<Fault> volumes(Manifest manifest, String spec) {
        return Manifest.elements(manifest.at(spec + "/volumes")).flatMap(volume -> volume.properties().stream()
                .map(kind -> kind.getKey())
                .filter(kind -> !kind.equals("name") && !VOLUMES.contains(kind))
                .map(kind -> manifest.fault(
                        spec + "/volumes/" + volume.path("name").asText(),
                        "should be one of " + VOLUMES + ": was " + kind)));
    }

    private static Stream<Fault> ofContainer(Manifest manifest, Container container) {
        var context = container.json().path("securityContext");
        String key = container.key() + "/securityContext";
        boolean dropsAll = Manifest.elements(context.at("/capabilities/drop"))
                .map(JsonNode::asText)
                .anyMatch("ALL"::equals);
        boolean writes = Manifest.elements(container.json().path("volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp"));
        return Stream.of(
                        unless(
                                context.path("allowPrivilegeEscalation")
                                        .asText()
                                        .equals("false"),
                                manifest,
                                key + "/allowPrivilegeEscalation",
                                "should be false",
                                context.path("allowPrivilegeEscalation")),
                        unless(
                                context.path("readOnlyRootFilesystem").asText().equals("true"),
                                manifest,
                                key + "/readOnlyRootFilesystem",
                                "should be true",
                                context.path("readOnlyRootFilesystem")),
                        unless(
                                dropsAll,
                                manifest,
                                key + "/capabilities/drop",
                                "should have ALL",
                                context.at("/capabilities/drop")),
                        unless(
                                !context.at("/capabilities").has("add"),
                                manifest,
                                key + "/capabilities/add",
                                "should be absent",
                                context.at("/capabilities/add")),
                        unless(
                                !context.path("privileged").asBoolean(),
                                manifest,
                                key + "/privileged",
                                "should not be true",
                                context.path("privileged")),
                        unless(
                                writes,
                                manifest,
                                container.key() + "/volumeMounts",
                                "should have one at /tmp",
                                container.json().path("volumeMounts")))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> should(Manifest manifest, String key, String value) {
        var was = manifest.at(key);
        return unless(was.asText().equals(value), manifest, key, "should be " + value, was);
    }

    private static Stream<Fault> never(Manifest manifest, String key) {
        return unless(!manifest.at(key).asBoolean(), manifest, key, "should not be true", manifest.at(key));
    }

    private static Stream<Fault> unless(boolean kept, Manifest manifest, String key, String rule, JsonNode was) {
        return kept
                ? Stream.empty()
                : Stream.of(manifest.fault(key, rule + ": was " + (was.isMissingNode() ? "absent" : was)));
    }
}
