package io.belastbar.kubernetes.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.network.Connections.Connection;
import io.belastbar.kubernetes.rule.Tokens;
import io.belastbar.kubernetes.source.Sources;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is needed is let through, and nothing else is. */
class NetworkPoliciesTest {
    private static final List<Manifest> BASE = Manifests.plain("base");
    private static final Connections CONNECTIONS = new Connections(BASE);
    private static final List<Pod> OWN = CONNECTIONS.own();
    private static final List<Pod> ALL = CONNECTIONS.all();
    private static final Policies POLICIES = Policies.of(BASE);
    private static final List<Integer> PORTS = Stream.concat(
                    Services.all().stream().map(ListedService::port),
                    Stream.of(Services.BASE_PORT, 5432, 9093, 6379, 26379))
            .toList();

    @Test
    void exactlyWhatTheConfigurationNeedsIsAllowed() {
        var needed = new TreeSet<>(
                CONNECTIONS.needed().stream().map(Connection::toString).toList());
        var allowed = new TreeSet<>(allowed(POLICIES).map(Connection::toString).toList());

        assertThat(needed)
                .contains(
                        "budget-service → redis:6379",
                        "budget-service → chaos-service:18704",
                        "dashboard → chaos-service:18704")
                .hasSizeGreaterThan(25);
        assertThat(allowed).isEqualTo(needed);
    }

    /** One policy less, and somebody is cut off; one way more, and it is seen. */
    @Test
    void everyPolicyIsNeeded() {
        int all = (int) allowed(POLICIES).count();
        BASE.stream()
                .filter(manifest -> manifest.is("NetworkPolicy"))
                .filter(manifest -> !List.of("deny-all", "dns").contains(manifest.name()))
                .forEach(left -> assertThat(allowed(Policies.of(BASE.stream()
                                        .filter(manifest -> manifest != left)
                                        .toList()))
                                .count())
                        .as("without " + left)
                        .isLessThan(all));
    }

    /** In production budget-service asks the sentinels, and these watch Redis; nobody else is let in for it. */
    @Test
    void sentinelAddsItsOwnWaysAndNoOther() {
        var production = Policies.of(Stream.concat(BASE.stream(), Manifests.plain("overlays/production").stream())
                .toList());
        var sentinel = new Pod("redis-sentinel", Map.of("app.kubernetes.io/name", "redis-sentinel"));
        var redis = new Pod("redis", Map.of("app.kubernetes.io/name", "redis"));
        var all = Stream.concat(ALL.stream(), Stream.of(sentinel)).toList();

        assertThat(all.stream()
                        .filter(pod -> production.allow(pod, sentinel, 26379))
                        .map(Pod::name))
                .containsExactlyInAnyOrder("budget-service", "redis", "redis-sentinel");
        assertThat(all.stream()
                        .filter(pod -> production.allow(pod, redis, 6379))
                        .map(Pod::name))
                .containsExactlyInAnyOrder("budget-service", "redis", "redis-sentinel");
        assertThat(allowed(production).map(Connection::toString))
                .containsExactlyInAnyOrderElementsOf(
                        allowed(POLICIES).map(Connection::toString).toList());
    }

    /** Services tell a collector their traces; whoever has a token reaches the cluster's API at its address; nobody else does. */
    @Test
    void aComponentAddsItsOwnWayAndNoOther() {
        var with = Policies.of(Stream.concat(BASE.stream(), Manifests.plain("components").stream())
                .toList());

        for (Pod pod : OWN) {
            var added = with.outside(pod)
                    .filter(way -> POLICIES.outside(pod).noneMatch(way::equals))
                    .toList();
            assertThat(added)
                    .as(pod.name())
                    .isEqualTo(pod.name().endsWith("-service") ? List.of("monitoring:4318/TCP") : List.of());
            assertThat(with.addresses(pod).toList())
                    .as(pod.name())
                    .isEqualTo(
                            Tokens.MAY_ASK_THE_CLUSTER.contains(pod.name())
                                    ? List.of("198.51.100.1/32:6443")
                                    : List.of());
        }
        assertThat(allowed(with).map(Connection::toString))
                .containsExactlyInAnyOrderElementsOf(
                        allowed(POLICIES).map(Connection::toString).toList());
    }

    /** Of what the operator makes of it and of our own policy each lets in the same: together they let in no more. */
    @Test
    void whomAListenerOfKafkaLetsInIsWhomThePolicyLetsIn() {
        var kafka = named("Kafka/belastbar");
        var policy = named("NetworkPolicy/kafka");

        assertThat(Manifest.elements(kafka.at("/spec/kafka/listeners")).toList())
                .isNotEmpty()
                .allSatisfy(listener -> {
                    var door = Manifest.elements(policy.at("/spec/ingress"))
                            .filter(rule -> rule.at("/ports/0/port").equals(listener.path("port")))
                            .findFirst()
                            .orElseThrow();
                    assertThat(listener.path("networkPolicyPeers")).isEqualTo(door.path("from"));
                });
    }

    @Test
    void whatNoPolicyNamesIsClosedBothWays() {
        var stranger = new Pod("stranger", Map.of());

        assertThat(POLICIES.closed(stranger, "Ingress")).isTrue();
        assertThat(POLICIES.closed(stranger, "Egress")).isTrue();
        assertThat(ALL).allSatisfy(pod -> {
            assertThat(POLICIES.allow(stranger, pod, 5432)).isFalse();
            assertThat(POLICIES.allow(pod, stranger, 5432)).isFalse();
        });
    }

    @Test
    void namesAreResolvedByUdpAndTcpAndOnlyServicesAskWhoSomebodyIs() {
        for (Pod pod : OWN) {
            var outside = POLICIES.outside(pod).toList();

            assertThat(outside).contains("kube-system:53/UDP", "kube-system:53/TCP");
            assertThat(outside.stream().filter(way -> !way.startsWith("kube-system")))
                    .isEqualTo(pod.name().endsWith("-service") ? List.of("identity:8080/TCP") : List.of());
        }
    }

    /** The configuration names the services that the code asks, and no others. */
    @Test
    void peersAreThoseOfTheCode() {
        for (ListedService service : Services.all()) {
            assertThat(CONNECTIONS.peers(service.module()))
                    .as(service.name())
                    .isEqualTo(List.copyOf(asked(service.module())));
        }
        assertThat(CONNECTIONS.peers("dashboard")).containsExactlyInAnyOrderElementsOf(Services.names());
    }

    private static Manifest named(String object) {
        return BASE.stream()
                .filter(manifest -> manifest.object().equals(object))
                .findFirst()
                .orElseThrow();
    }

    private static TreeSet<String> asked(String module) {
        var names = Pattern.compile("\"(%s)\"".formatted(String.join("|", Services.names())));
        var peers = new TreeSet<String>();
        for (String source : Sources.java(module)) {
            if (source.contains("PeerClient")) {
                names.matcher(source).results().map(found -> found.group(1)).forEach(peers::add);
            }
        }
        return peers;
    }

    private static Stream<Connection> allowed(Policies policies) {
        return OWN.stream()
                .flatMap(from -> ALL.stream().filter(to -> !to.equals(from)).flatMap(to -> PORTS.stream()
                        .filter(port -> policies.allow(from, to, port))
                        .map(port -> new Connection(from, to, port))));
    }
}
