package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.reference.Nearest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An account of its own for each service, and the cluster's key in none that does not ask the cluster for anything. Who
 * has one may do what a Role names, in that Role's namespace.
 */
public final class Tokens implements Rule {
    /** Whose code has a client of the cluster's API: {@code TokensOfTheCodeTest} holds it to the sources. */
    public static final Set<String> MAY_ASK_THE_CLUSTER = Set.of("loadtest-service");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return switch (manifest.kind()) {
            case "ClusterRole", "ClusterRoleBinding" -> {
                String narrow = manifest.kind().substring("Cluster".length());
                yield Stream.of(manifest.fault("/kind", "should be a " + narrow + ": was " + manifest.kind()));
            }
            case "Role" -> wildcards(manifest);
            case "RoleBinding" -> ofBinding(manifest, all);
            case "Secret" -> lasting(manifest);
            default -> ofPod(manifest, all);
        };
    }

    private static Stream<Fault> wildcards(Manifest role) {
        return Stream.of("apiGroups", "resources", "verbs", "resourceNames")
                .flatMap(list -> Manifest.elements(role.at("/rules"))
                        .flatMap(rule -> Manifest.elements(rule.path(list)))
                        .map(JsonNode::asText)
                        .filter(word -> word.contains("*"))
                        .map(word -> role.fault("/rules/" + list, "should name what it allows: was " + word)));
    }

    private static Stream<Fault> ofBinding(Manifest binding, List<Manifest> all) {
        String role = binding.at("/roleRef/kind").asText() + "/"
                + binding.at("/roleRef/name").asText();
        boolean known = all.stream()
                .anyMatch(other -> other.is("Role")
                        && other.object().equals(role)
                        && other.at("/metadata/namespace").equals(binding.at("/metadata/namespace")));
        var unknown = known
                ? Stream.<Fault>empty()
                : Stream.of(binding.fault(
                        "/roleRef",
                        "should be a Role of its namespace, applied with it"
                                + Nearest.said(role, named(all, "Role", Manifest::object))));
        var strangers = Manifest.elements(binding.at("/subjects"))
                .filter(subject -> !subject.path("kind").asText().equals("ServiceAccount"))
                .map(subject -> binding.fault(
                        "/subjects", "should be a ServiceAccount: was " + subject.path("kind") + subject.path("name")));
        return Stream.concat(unknown, strangers);
    }

    private static Stream<Fault> ofPod(Manifest manifest, List<Manifest> all) {
        return manifest.pod().stream().flatMap(pod -> {
            String mount = pod + "/spec/automountServiceAccountToken";
            String account = pod + "/spec/serviceAccountName";
            String name = manifest.at(account).asText();
            var unknown = all.stream().noneMatch(other -> other.object().equals("ServiceAccount/" + name))
                    ? Stream.of(manifest.fault(
                            account,
                            "should be a ServiceAccount applied with it"
                                    + Nearest.said(name, named(all, "ServiceAccount", Manifest::name))))
                    : Stream.<Fault>empty();
            return Stream.of(mounted(manifest, mount, name, all), projected(manifest, pod + "/spec/volumes/"), unknown)
                    .flatMap(faults -> faults);
        });
    }

    /** By this way the key comes in although it is not mounted by itself. Whoever may ask has it mounted. */
    private static Stream<Fault> projected(Manifest manifest, String volumes) {
        return Manifest.elements(manifest.podSpec().path("volumes"))
                .filter(volume -> Manifest.elements(volume.at("/projected/sources"))
                        .anyMatch(source -> source.has("serviceAccountToken")))
                .map(volume -> manifest.fault(
                        volumes + volume.path("name").asText() + "/projected/sources",
                        "should have no serviceAccountToken: was with one"));
    }

    /** A key that never ends, for whoever reads the Secret. */
    private static Stream<Fault> lasting(Manifest secret) {
        String type = "kubernetes.io/service-account-token";
        return secret.at("/type").asText().equals(type)
                ? Stream.of(secret.fault("/type", "should be another: was " + type))
                : Stream.empty();
    }

    private static Stream<Fault> mounted(Manifest manifest, String key, String account, List<Manifest> all) {
        if (manifest.at(key).asText().equals("false")) {
            return Stream.empty();
        }
        String was = manifest.at(key).asText("absent");
        if (!MAY_ASK_THE_CLUSTER.contains(manifest.name())) {
            return Stream.of(manifest.fault(key, "should be false: was " + was));
        }
        boolean bound = all.stream()
                .filter(other -> other.is("RoleBinding"))
                .flatMap(binding -> Manifest.elements(binding.at("/subjects")))
                .anyMatch(subject -> subject.path("name").asText().equals(account));
        return bound
                ? Stream.empty()
                : Stream.of(
                        manifest.fault(key, "should be false where no RoleBinding names " + account + ": was " + was));
    }

    private static List<String> named(List<Manifest> all, String kind, Function<Manifest, String> name) {
        return all.stream().filter(other -> other.is(kind)).map(name).distinct().toList();
    }
}
