package io.belastbar.kubernetes.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What rules and dashboards look for is what a series of a cluster has: {@code job="belastbar"}, {@code component="budget"}. */
class ServiceMonitorTest {
    private static final List<Manifest> BASE = Manifests.plain("base");
    private static final Manifest MONITOR = BASE.stream()
            .filter(manifest -> manifest.is("ServiceMonitor"))
            .findFirst()
            .orElseThrow();
    private static final JsonNode DOOR = MONITOR.at("/spec/endpoints/0");

    @Test
    void eachServiceIsScrapedUnderTheNamesThatRulesLookFor() {
        var selected = BASE.stream()
                .filter(manifest -> manifest.is("Service"))
                .filter(service -> MONITOR.at("/spec/selector/matchLabels").properties().stream()
                        .allMatch(label -> service.at("/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue())))
                .toList();

        assertThat(selected)
                .extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(
                        Services.all().stream().map(ListedService::module).toList());
        assertThat(selected).allSatisfy(service -> assertThat(relabelled(service))
                .containsEntry("job", "belastbar")
                .containsEntry("component", service.name().replace("-service", "")));
    }

    /** The operator sets a label {@code service} too. */
    @Test
    void aLabelOfOursIsNotTakenForTheOperators() {
        assertThat(DOOR.path("honorLabels").asBoolean()).isTrue();
    }

    @Test
    void itsPortIsOneOfTheServices() {
        assertThat(BASE.stream().filter(manifest -> manifest.is("Service")).filter(service -> service.name()
                        .endsWith("-service")))
                .allSatisfy(
                        service -> assertThat(service.at("/spec/ports/0/name")).isEqualTo(DOOR.path("port")));
    }

    @Test
    void theDatabaseIsScrapedUnderTheJobThatItsRulesLookFor() {
        var door = Manifests.plain("overlays/production").stream()
                .filter(manifest -> manifest.is("PodMonitor"))
                .findFirst()
                .orElseThrow()
                .at("/spec/podMetricsEndpoints/0");
        var rules = BASE.stream()
                .filter(manifest -> manifest.object().equals("PrometheusRule/belastbar-platform-backup"))
                .flatMap(manifest -> Manifest.elements(manifest.at("/spec/groups/0/rules")))
                .map(rule -> rule.path("expr").asText())
                .toList();

        assertThat(door.at("/relabelings/0/targetLabel").asText()).isEqualTo("job");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(rule)
                .contains("job=\"" + door.at("/relabelings/0/replacement").asText() + "\""));
    }

    /** As Prometheus does: what the operator knows of a Service, then each relabelling in turn. */
    private static Map<String, String> relabelled(Manifest service) {
        var labels = new TreeMap<String, String>(Map.of("job", service.name()));
        service.at("/metadata/labels")
                .properties()
                .forEach(label -> labels.put(
                        "__meta_kubernetes_service_label_" + label.getKey().replaceAll("[^a-zA-Z0-9_]", "_"),
                        label.getValue().asText()));
        Manifest.elements(DOOR.path("relabelings")).forEach(step -> {
            String source = Manifest.elements(step.path("sourceLabels"))
                    .map(label -> labels.getOrDefault(label.asText(), ""))
                    .reduce((one, other) -> one + ";" + other)
                    .orElse("");
            var found = Pattern.compile(step.path("regex").asText("(.*)")).matcher(source);
            if (found.matches()) {
                labels.put(
                        step.path("targetLabel").asText(),
                        found.replaceAll(step.path("replacement").asText("$1")));
            }
        });
        return labels;
    }
}
