package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a policy lets through leads to somebody who listens there; of other namespaces and addresses nothing is known. */
record PolicyPorts(Manifest policy, Applied applied) {
    /** The server, the operator's door, the exporter. */
    private static final List<String> OF_POSTGRESQL = List.of("5432", "8000", "9187");

    /** Brokers, controllers, Strimzi's agent, the exporter; the listeners are said in the resource. */
    private static final List<String> OF_KAFKA = List.of("9090", "9091", "8443", "9404");

    Stream<Fault> faults() {
        var own = policy.at("/spec/podSelector");
        var in = rules("/spec/ingress").flatMap(rule -> unheard(rule, Stream.of(own)));
        var out = rules("/spec/egress")
                .filter(this::isKnown)
                .flatMap(rule -> unheard(
                        rule, Manifest.elements(policy.at(rule + "/to")).map(peer -> peer.path("podSelector"))));
        return Stream.concat(in, out);
    }

    private Stream<String> rules(String list) {
        return IntStream.range(0, policy.at(list).size()).mapToObj(index -> list + "/" + index);
    }

    private boolean isKnown(String rule) {
        return policy.at(rule).has("to")
                && Manifest.elements(policy.at(rule + "/to"))
                        .allMatch(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"));
    }

    private Stream<Fault> unheard(String rule, Stream<JsonNode> selectors) {
        var known = new TreeSet<>(selectors
                .map(selector -> selector.path("matchLabels"))
                .flatMap(this::listens)
                .toList());
        if (known.isEmpty()) {
            return Stream.empty();
        }
        return IntStream.range(0, policy.at(rule + "/ports").size())
                .mapToObj(index -> rule + "/ports/" + index)
                .filter(port -> !policy.at(port).has("endPort"))
                .map(port -> port + "/port")
                .filter(key -> !policy.at(key).isMissingNode())
                .filter(key -> !known.contains(policy.at(key).asText()))
                .map(key -> policy.fault(
                        key,
                        "should be a port where those listen, one of " + known
                                + Nearest.said(policy.at(key).asText(), known)));
    }

    private Stream<String> listens(JsonNode labels) {
        Collection<String> own = Ports.ports(applied.pods(labels).toList());
        return Stream.concat(own.stream(), applied.operated(labels).flatMap(this::ofOperator));
    }

    private Stream<String> ofOperator(Manifest resource) {
        return resource.is("Cluster")
                ? OF_POSTGRESQL.stream()
                : Stream.concat(
                        OF_KAFKA.stream(),
                        Manifest.elements(resource.at("/spec/kafka/listeners"))
                                .map(listener -> listener.path("port").asText()));
    }
}
