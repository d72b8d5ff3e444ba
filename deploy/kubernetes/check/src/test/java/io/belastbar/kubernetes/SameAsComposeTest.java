package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What a service can do in {@code compose.yaml} it can do in a cluster: it is told of the same things. */
class SameAsComposeTest {
    /** Here people come by OIDC, traces by a component, and a target without an environment counts as production. */
    private static final String OTHERWISE_HERE = "BELASTBAR_SECURITY_TOKENS_(VIEWER|ENGINEER|OPERATOR|AUDITOR)_.*"
            + "|OTEL_.*|BELASTBAR_TARGETS_GAME_DAY_ALERTS_ENVIRONMENT";

    private static final Map<String, Map<String, Map<String, Object>>> COMPOSE = new Yaml()
            .<Map<String, Map<String, Map<String, Map<String, Object>>>>>load(Manifests.text("../../compose.yaml"))
            .get("services");

    @Test
    void aServiceIsToldInAClusterOfWhatItIsToldInCompose() {
        for (ListedService service : Services.all()) {
            var there = COMPOSE.get(service.module()).get("environment").keySet().stream()
                    .filter(variable -> !variable.matches(OTHERWISE_HERE))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(there).as(service.module()).hasSizeGreaterThan(8);
            assertThat(here(service.module())).as(service.module()).containsAll(there);
        }
    }

    private static Set<String> here(String module) {
        List<Manifest> base = Manifests.plain("base/services");
        return base.stream()
                .filter(manifest -> manifest.object().equals("Deployment/" + module))
                .flatMap(Manifest::containers)
                .flatMap(container -> Manifest.elements(container.json().path("env")))
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
    }
}
