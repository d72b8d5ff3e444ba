package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An account of its own for each service, and the cluster's key in none that does not ask the cluster for anything. */
final class Tokens implements Rule {
    private static final Set<String> MAY_ASK_THE_CLUSTER =
            Set.of("chaos-service", "capacity-service", "loadtest-service");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var wildcards = manifest.is("Role", "ClusterRole")
                        && manifest.at("/rules").toString().contains("\"*\"")
                ? Stream.of(manifest.fault("/rules", "should name what it allows: was *"))
                : Stream.<Fault>empty();
        var everywhere = manifest.is("ClusterRoleBinding")
                ? Stream.of(manifest.fault("/kind", "should be a RoleBinding: was ClusterRoleBinding"))
                : Stream.<Fault>empty();
        return Stream.of(wildcards, everywhere, ofPod(manifest, all)).flatMap(faults -> faults);
    }

    private static Stream<Fault> ofPod(Manifest manifest, List<Manifest> all) {
        return manifest.pod().stream().flatMap(pod -> {
            String mount = pod + "/spec/automountServiceAccountToken";
            String account = pod + "/spec/serviceAccountName";
            String name = manifest.at(account).asText();
            var mounted = !manifest.at(mount).asText().equals("false") && !MAY_ASK_THE_CLUSTER.contains(manifest.name())
                    ? Stream.of(manifest.fault(
                            mount, "should be false: was " + manifest.at(mount).asText("absent")))
                    : Stream.<Fault>empty();
            var unknown = all.stream().noneMatch(other -> other.object().equals("ServiceAccount/" + name))
                    ? Stream.of(manifest.fault(account, "should be a ServiceAccount applied with it: was " + name))
                    : Stream.<Fault>empty();
            return Stream.concat(mounted, unknown);
        });
    }
}
