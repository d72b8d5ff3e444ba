package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code overlays/example}: each name of somebody's cluster is written once, and stands then wherever ours stood. */
class OtherNamesTest {
    private static final List<String> OURS = List.of(
            "\"kubernetes.io/metadata.name\":\"identity\"",
            "\"kubernetes.io/metadata.name\":\"ingress-nginx\"",
            "\"kubernetes.io/metadata.name\":\"monitoring\"",
            "keycloak.identity",
            "\"ingressClassName\":\"nginx\"");

    @ParameterizedTest
    @ValueSource(strings = {"overlays/example", "overlays/example-outside"})
    void noNameOfOursIsLeft(String folder) throws Exception {
        for (String name : OURS) {
            assertThat(production(name)).as("places of production").isGreaterThanOrEqualTo(5);
            assertThat(Overlay.rendered(folder))
                    .as(name)
                    .noneMatch(manifest -> manifest.json().toString().contains(name));
        }
    }

    /** As many of each as of ours, so that none is put in another's place. */
    @Test
    void eachNameStandsInItsPlaces() throws Exception {
        JsonNode names = Manifests.plain("overlays/example").getFirst().at("/data");

        assertThat(peers("overlays/example", names.path("oidc-namespace"))).isEqualTo(peers("identity"));
        assertThat(peers("overlays/example", names.path("ingress-namespace"))).isEqualTo(peers("ingress-nginx"));
        assertThat(peers("overlays/example", names.path("monitoring-namespace")))
                .isEqualTo(peers("monitoring"));
        assertThat(addresses("overlays/example"))
                .containsExactly(names.path("oidc-url").asText());
        assertThat(names.path("oidc-url").asText())
                .contains(":" + names.path("oidc-port").asText() + "/");
    }

    /** kube-prometheus-stack selects by it what it scrapes and which rules it loads. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/example", "overlays/example-outside"})
    void whatPrometheusIsToFindHasTheNameOfItsRelease(String folder) throws Exception {
        JsonNode names = Manifests.plain("overlays/example").getFirst().at("/data");

        assertThat(Overlay.rendered(folder).stream()
                        .filter(manifest -> manifest.is("ServiceMonitor") || manifest.is("PrometheusRule")))
                .hasSizeGreaterThan(4)
                .allSatisfy(manifest -> assertThat(manifest.at("/metadata/labels/release"))
                        .isEqualTo(names.path("prometheus-release")));
    }

    @Test
    void outsideOfTheClusterAnAddressStandsInPlaceOfTheNamespace() throws Exception {
        JsonNode address =
                Manifests.plain("overlays/example-outside").getFirst().at("/data");
        var rendered = Overlay.rendered("overlays/example-outside");

        assertThat(addresses("overlays/example-outside"))
                .containsExactly(address.path("oidc-url").asText());
        assertThat(rendered.stream()
                        .filter(manifest -> manifest.toString().endsWith("-service"))
                        .filter(manifest -> manifest.is("NetworkPolicy")
                                && manifest.json().toString().contains("\"cidr\":" + address.path("oidc-cidr"))))
                .hasSize(5);
        assertThat(rendered).noneMatch(manifest -> manifest.json().toString().contains("put-by-"));
    }

    private static long production(String text) throws Exception {
        return Overlay.rendered("overlays/production").stream()
                .filter(manifest -> manifest.json().toString().contains(text))
                .count();
    }

    private static List<String> peers(String namespace) throws Exception {
        return peers("overlays/production", new TextNode(namespace));
    }

    /** The policies that name it, and which way. */
    private static List<String> peers(String folder, JsonNode namespace) throws Exception {
        String peer = "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":" + namespace + "}}}";
        return Overlay.rendered(folder).stream()
                .filter(manifest -> manifest.is("NetworkPolicy"))
                .flatMap(manifest -> List.of("ingress", "egress").stream()
                        .filter(way -> manifest.at("/spec/" + way).toString().contains(peer))
                        .map(way -> manifest.name() + " " + way))
                .sorted()
                .toList();
    }

    private static TreeSet<String> addresses(String folder) throws Exception {
        return new TreeSet<>(Overlay.rendered(folder).stream()
                .flatMap(Manifest::containers)
                .flatMap(container -> container.variable("QUARKUS_OIDC_AUTH_SERVER_URL").stream())
                .toList());
    }
}
