package io.belastbar.kubernetes.reference;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/** An autoscaler keeps one at least, and its most is no less than its least. */
public final class Scaling implements Rule {
    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return switch (manifest.kind()) {
            case "HorizontalPodAutoscaler" -> range(manifest, "/spec/minReplicas", 1, "/spec/maxReplicas");
            // KEDA may scale to none.
            case "ScaledObject" -> range(manifest, "/spec/minReplicaCount", 0, "/spec/maxReplicaCount");
            default -> Stream.empty();
        };
    }

    private static Stream<Fault> range(Manifest scaler, String lowest, int bound, String highest) {
        int least = scaler.at(lowest).asInt(bound);
        if (least < bound) {
            return Stream.of(scaler.fault(lowest, "should be at least " + bound + ": was " + least));
        }
        int atLeast = Math.max(1, least);
        return scaler.at(highest).isInt() && scaler.at(highest).asInt() < atLeast
                ? Stream.of(scaler.fault(highest, "should be at least " + atLeast + ": was " + scaler.at(highest)))
                : Stream.empty();
    }
}
