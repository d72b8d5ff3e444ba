package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.reference.Nearest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every mount has a volume. One that only a node's pods may write to (ReadWriteOnce) has one pod, which ends before the
 * next begins: else the next, on another node, waits for the volume for ever.
 */
final class Volumes implements Rule {
    private static final String MANY = "ReadWriteMany";

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return Stream.concat(mounts(manifest), manifest.is("Deployment") ? claims(manifest, all) : Stream.empty());
    }

    private static Stream<Fault> mounts(Manifest manifest) {
        var volumes = Stream.concat(
                        Manifest.elements(manifest.podSpec().path("volumes")).map(volume -> volume.path("name")),
                        Manifest.elements(manifest.at("/spec/volumeClaimTemplates"))
                                .map(claim -> claim.at("/metadata/name")))
                .map(JsonNode::asText)
                .toList();
        return manifest.containers()
                .flatMap(container -> Manifest.elements(container.json().path("volumeMounts"))
                        .map(mount -> mount.path("name").asText())
                        .filter(name -> !volumes.contains(name))
                        .map(name -> manifest.fault(
                                container.key() + "/volumeMounts/" + name,
                                "should be one of " + volumes + Nearest.said(name, volumes))));
    }

    private static Stream<Fault> claims(Manifest manifest, List<Manifest> all) {
        return Manifest.elements(manifest.podSpec().path("volumes"))
                .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText())
                .filter(name -> !name.isEmpty())
                .flatMap(name -> all.stream()
                        .filter(other -> other.object().equals("PersistentVolumeClaim/" + name))
                        .findFirst()
                        .map(claim -> ofClaim(manifest, claim))
                        .orElseGet(() -> Stream.of(manifest.fault(
                                manifest.pod().orElseThrow() + "/spec/volumes",
                                "should have a claim applied with it: was " + name))));
    }

    private static Stream<Fault> ofClaim(Manifest manifest, Manifest claim) {
        boolean many = Manifest.elements(claim.at("/spec/accessModes"))
                .anyMatch(mode -> mode.asText().equals(MANY));
        if (many) {
            return Stream.empty();
        }
        String type = manifest.at("/spec/strategy/type").asText("RollingUpdate");
        int replicas = manifest.at("/spec/replicas").asInt(1);
        var rolling = type.equals("Recreate")
                ? Stream.<Fault>empty()
                : Stream.of(manifest.fault(
                        "/spec/strategy/type", "should be Recreate with " + claim.object() + ": was " + type));
        var several = replicas <= 1
                ? Stream.<Fault>empty()
                : Stream.of(claim.fault(
                        "/spec/accessModes",
                        "should be " + MANY + " for " + replicas + " of " + manifest.object() + ": was "
                                + claim.at("/spec/accessModes")));
        return Stream.concat(rolling, several);
    }
}
