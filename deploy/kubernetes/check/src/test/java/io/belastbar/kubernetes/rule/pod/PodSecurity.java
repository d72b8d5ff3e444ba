package io.belastbar.kubernetes.rule.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.rule.pod.Context.Setting;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The level {@code restricted} of Kubernetes' pod security standards for every container, and a root that cannot be
 * written to. Vert.x and Netty's native library need a {@code /tmp} that can (quarkus #40531, #28094).
 */
public final class PodSecurity implements Rule {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return manifest.pod().stream()
                .map(pod -> pod + "/spec")
                .flatMap(pod -> Stream.concat(
                        ofPod(manifest, pod),
                        manifest.containers().flatMap(container -> ofContainer(manifest, pod, container))))
                .distinct();
    }

    private static Stream<Fault> ofPod(Manifest manifest, String spec) {
        var never = Stream.of("/hostNetwork", "/hostPID", "/hostIPC")
                .map(spec::concat)
                .filter(key -> manifest.at(key).asBoolean())
                .map(key -> manifest.fault(key, "should not be true: was " + manifest.at(key)));
        return Stream.concat(never, volumes(manifest, spec));
    }

    private static Stream<Fault> volumes(Manifest manifest, String spec) {
        return Manifest.elements(manifest.at(spec + "/volumes")).flatMap(volume -> volume.properties().stream()
                .map(kind -> kind.getKey())
                .filter(kind -> !kind.equals("name") && !VOLUMES.contains(kind))
                .map(kind -> manifest.fault(
                        spec + "/volumes/" + volume.path("name").asText(),
                        "should be one of " + VOLUMES + ": was " + kind)));
    }

    private static Stream<Fault> ofContainer(Manifest manifest, String pod, Container container) {
        var context = new Context(manifest, pod, container);
        return Stream.of(inherited(context), own(context), around(manifest, container))
                .flatMap(faults -> faults);
    }

    /** What a container may say otherwise than its pod. */
    private static Stream<Fault> inherited(Context context) {
        return Stream.of(
                        unless(context, context.of("runAsNonRoot"), is("true"), "should be true"),
                        unless(
                                context,
                                context.of("runAsUser"),
                                user -> user.isIntegralNumber() && user.asLong() != 0,
                                "should be the number of a user, not root"),
                        unless(
                                context,
                                context.of("seccompProfile/type"),
                                is("RuntimeDefault"),
                                "should be RuntimeDefault"),
                        unless(
                                context,
                                context.of("appArmorProfile/type"),
                                is("", "RuntimeDefault", "Localhost"),
                                "should not be Unconfined"),
                        unless(
                                context,
                                context.of("windowsOptions/hostProcess"),
                                is("", "false"),
                                "should not be true"))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> own(Context context) {
        return Stream.of(
                        unless(context, context.own("allowPrivilegeEscalation"), is("false"), "should be false"),
                        unless(context, context.own("readOnlyRootFilesystem"), is("true"), "should be true"),
                        unless(context, context.own("capabilities/drop"), PodSecurity::all, "should have ALL"),
                        unless(context, context.own("capabilities/add"), JsonNode::isMissingNode, "should be absent"),
                        unless(context, context.own("privileged"), is("", "false"), "should not be true"),
                        unless(context, context.own("procMount"), is("", "Default"), "should be Default"))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> around(Manifest manifest, Container container) {
        var ports = Manifest.elements(container.at("/ports"))
                .filter(port -> port.path("hostPort").asInt() != 0)
                .map(port -> manifest.fault(
                        container.key() + "/ports/hostPort", "should be absent: was " + port.path("hostPort")));
        boolean writes = Manifest.elements(container.at("/volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp"));
        return writes
                ? ports
                : Stream.concat(
                        ports,
                        Stream.of(manifest.fault(
                                container.key() + "/volumeMounts",
                                "should have one at /tmp: was " + said(container.at("/volumeMounts")))));
    }

    private static boolean all(JsonNode dropped) {
        return Manifest.elements(dropped).map(JsonNode::asText).anyMatch("ALL"::equals);
    }

    private static Predicate<JsonNode> is(String... values) {
        return value -> List.of(values).contains(value.asText());
    }

    private static Stream<Fault> unless(Context context, Setting setting, Predicate<JsonNode> kept, String rule) {
        return kept.test(setting.value())
                ? Stream.empty()
                : Stream.of(context.manifest().fault(setting.key(), rule + ": was " + said(setting.value())));
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }
}
