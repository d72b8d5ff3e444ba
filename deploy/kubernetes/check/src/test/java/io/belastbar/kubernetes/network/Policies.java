package io.belastbar.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.List;
import java.util.stream.Stream;

/** What the NetworkPolicies of one namespace let through, as Kubernetes reads them. */
record Policies(List<Manifest> all) {
    static Policies of(List<Manifest> manifests) {
        return new Policies(manifests.stream()
                .filter(manifest -> manifest.is("NetworkPolicy"))
                .toList());
    }

    /** Both sides have to allow it: the caller's way out and the callee's way in. */
    boolean allow(Pod from, Pod to, int port) {
        return rules(from, "Egress", "egress").anyMatch(rule -> reaches(rule, "to", to) && opens(rule, port))
                && rules(to, "Ingress", "ingress").anyMatch(rule -> reaches(rule, "from", from) && opens(rule, port));
    }

    /** Ways out to other namespaces, as {@code namespace:port/protocol}. */
    Stream<String> outside(Pod from) {
        return rules(from, "Egress", "egress").flatMap(rule -> peers(rule, "to")
                .filter(peer -> peer.has("namespaceSelector"))
                .flatMap(peer -> Manifest.elements(rule.path("ports"))
                        .map(port -> peer.at("/namespaceSelector/matchLabels")
                                        .elements()
                                        .next()
                                        .asText() + ":" + port.path("port").asText() + "/"
                                + port.path("protocol").asText("TCP"))));
    }

    /** Ways out to addresses, as {@code cidr:port}. */
    Stream<String> addresses(Pod from) {
        return rules(from, "Egress", "egress").flatMap(rule -> peers(rule, "to")
                .filter(peer -> peer.has("ipBlock"))
                .flatMap(peer -> Manifest.elements(rule.path("ports"))
                        .map(port -> peer.at("/ipBlock/cidr").asText() + ":"
                                + port.path("port").asText())));
    }

    /** Whether nothing goes this way unless a policy names it. */
    boolean closed(Pod pod, String direction) {
        return all.stream().anyMatch(policy -> selects(policy, pod) && has(policy, direction));
    }

    Stream<JsonNode> rules(Pod pod, String direction, String list) {
        return all.stream()
                .filter(policy -> selects(policy, pod) && has(policy, direction))
                .flatMap(policy -> Manifest.elements(policy.at("/spec/" + list)));
    }

    private static boolean selects(Manifest policy, Pod pod) {
        return pod.matches(policy.at("/spec/podSelector"));
    }

    private static boolean has(Manifest policy, String direction) {
        return Manifest.elements(policy.at("/spec/policyTypes"))
                .anyMatch(type -> type.asText().equals(direction));
    }

    private static boolean reaches(JsonNode rule, String side, Pod pod) {
        return peers(rule, side)
                .anyMatch(peer -> peer.has("podSelector")
                        && !peer.has("namespaceSelector")
                        && pod.matches(peer.path("podSelector")));
    }

    private static Stream<JsonNode> peers(JsonNode rule, String side) {
        return Manifest.elements(rule.path(side));
    }

    private static boolean opens(JsonNode rule, int port) {
        return rule.path("ports").isMissingNode()
                || Manifest.elements(rule.path("ports"))
                        .anyMatch(open -> open.path("port").asInt() == port
                                && open.path("protocol").asText("TCP").equals("TCP"));
    }
}
