package io.belastbar.kubernetes.rule.data;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A listener of Kafka names who may come, and is inside of the cluster. Strimzi makes a NetworkPolicy of its own, which
 * lets in everybody where nobody is named; policies add up, so ours would close nothing.
 */
public final class Listeners implements Rule {
    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return manifest.is("Kafka")
                ? IntStream.range(0, manifest.at("/spec/kafka/listeners").size())
                        .mapToObj("/spec/kafka/listeners/%d"::formatted)
                        .flatMap(listener -> Stream.concat(peers(manifest, listener), inside(manifest, listener)))
                : Stream.empty();
    }

    private static Stream<Fault> peers(Manifest kafka, String listener) {
        String key = listener + "/networkPolicyPeers";
        var peers = kafka.at(key);
        boolean everybody = peers.isEmpty() || Manifest.elements(peers).anyMatch(peer -> peer.isEmpty());
        return everybody
                ? Stream.of(kafka.fault(
                        key,
                        "should name who may come, else everybody may: was "
                                + (peers.isMissingNode() ? "absent" : peers)))
                : Stream.empty();
    }

    private static Stream<Fault> inside(Manifest kafka, String listener) {
        String type = kafka.at(listener + "/type").asText();
        return List.of("internal", "cluster-ip").contains(type)
                ? Stream.empty()
                : Stream.of(kafka.fault(listener + "/type", "should be internal or cluster-ip: was " + type));
    }
}
