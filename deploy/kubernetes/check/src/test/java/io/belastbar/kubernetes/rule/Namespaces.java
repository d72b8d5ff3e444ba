package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Of what is sent to a cluster: where it goes stands in it, not in the settings of whoever sends it. */
final class Namespaces implements Rule {
    private static final Set<String> OF_THE_CLUSTER = Set.of(
            "Namespace",
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "PersistentVolume",
            "StorageClass",
            "PriorityClass",
            "ClusterSecretStore",
            "ClusterIssuer");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        boolean said = !manifest.at("/metadata/namespace").asText().isEmpty();
        return said || OF_THE_CLUSTER.contains(manifest.kind())
                ? Stream.empty()
                : Stream.of(manifest.fault("/metadata/namespace", "should be there: was absent"));
    }
}
