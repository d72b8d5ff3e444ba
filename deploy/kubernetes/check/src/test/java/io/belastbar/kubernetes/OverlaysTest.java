package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import io.belastbar.kubernetes.rule.Tokens;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl apply -k} would send. */
class OverlaysTest {
    private static final String[] COMPONENTS = {"external-secrets", "k6-operator", "keda", "traces"};

    @ParameterizedTest
    @ValueSource(
            strings = {"base", "overlays/small", "overlays/production", "overlays/example", "overlays/example-outside"})
    void noRuleIsBroken(String folder) throws Exception {
        var rendered = Overlay.rendered(folder);

        assertThat(rendered).hasSizeGreaterThan(60);
        assertThat(Rules.ofRendered(rendered)).isEmpty();
        assertThat(rendered)
                .allSatisfy(manifest ->
                        assertThat(namespace(manifest)).as(manifest.toString()).isEqualTo("belastbar"));
        assertThat(rendered).allSatisfy(OverlaysTest::isPartOfIt);
    }

    @ParameterizedTest
    @CsvSource({
        "production, external-secrets",
        "production, k6-operator",
        "production, keda",
        "production, traces",
        "small, k6-operator",
        "small, traces"
    })
    void noRuleIsBrokenWithAComponent(String overlay, String component) throws Exception {
        assertThat(Rules.ofRendered(Overlay.with(overlay, component))).isEmpty();
    }

    @Test
    void allComponentsGoTogetherAndOnlyRightsStandElsewhere() throws Exception {
        var rendered = Overlay.with("production", COMPONENTS);

        assertThat(Rules.ofRendered(rendered)).isEmpty();
        assertThat(rendered).allSatisfy(OverlaysTest::isPartOfIt);
        assertThat(rendered.stream().filter(manifest -> !namespace(manifest).equals("belastbar")))
                .extracting(manifest -> namespace(manifest) + " " + manifest.object())
                .containsExactlyInAnyOrder("k6 Role/loadtest-service", "k6 RoleBinding/loadtest-service");
        assertThat(rendered).noneMatch(manifest -> manifest.is("HorizontalPodAutoscaler"));
    }

    @Test
    void aTokenIsMountedOnlyWithTheComponentThatNeedsIt() throws Exception {
        assertThat(withToken(Overlay.rendered("overlays/production"))).isEmpty();
        assertThat(withToken(Overlay.with("production", COMPONENTS)))
                .containsExactlyInAnyOrderElementsOf(Tokens.MAY_ASK_THE_CLUSTER);
    }

    @Test
    void everyServiceTellsItsTracesAndThePageHasNone() throws Exception {
        var telling = Overlay.with("production", "traces").stream()
                .filter(manifest -> manifest.containers().anyMatch(container -> container
                        .variable("OTEL_SDK_DISABLED")
                        .filter("false"::equals)
                        .isPresent()))
                .map(Manifest::object)
                .toList();

        assertThat(telling).hasSize(5).allMatch(object -> object.matches("Deployment/.*-service"));
    }

    @Test
    void inProductionNothingIsThereOnce() throws Exception {
        var production = Overlay.rendered("overlays/production");
        var scaled = production.stream()
                .filter(manifest -> manifest.is("HorizontalPodAutoscaler"))
                .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asText())
                .toList();

        assertThat(production.stream().filter(manifest -> manifest.is("Deployment", "StatefulSet")))
                .allSatisfy(manifest -> assertThat(scaled.contains(manifest.name())
                                || manifest.at("/spec/replicas").asInt() > 1)
                        .as(manifest.object())
                        .isTrue());
        assertThat(production.stream().filter(manifest -> manifest.is("ScheduledBackup")))
                .hasSize(1);
    }

    /** In its place in the file: kustomize would put the labels of commonLabels into selectors, and says nothing. */
    @Test
    void noKustomizationWritesIntoSelectors() {
        assertThat(Manifests.kustomizations()).hasSize(5 + COMPONENTS.length).allSatisfy(file -> {
            assertThat(file.at("/commonLabels").isMissingNode()).as(file.file()).isTrue();
            assertThat(Manifest.elements(file.at("/labels")))
                    .as(file.file())
                    .noneMatch(labels -> labels.path("includeSelectors").asBoolean());
        });
    }

    @Test
    void everyFileOfAFolderIsRenderedWithIt() {
        for (Manifest file : Manifests.kustomizations()) {
            String folder = file.file().replace("kustomization.yaml", "");
            assertThat(Manifests.files(folder))
                    .filteredOn(each -> !each.equals(file.file()))
                    .allSatisfy(each -> assertThat(file.json().toString()).contains(each.substring(folder.length())));
        }
    }

    private static Set<String> withToken(List<Manifest> rendered) {
        return Set.copyOf(rendered.stream()
                .filter(manifest ->
                        manifest.podSpec().path("automountServiceAccountToken").asBoolean())
                .map(Manifest::name)
                .toList());
    }

    private static String namespace(Manifest manifest) {
        return manifest.at("/metadata/namespace").asText();
    }

    private static void isPartOfIt(Manifest manifest) {
        assertThat(manifest.at("/metadata/labels")
                        .path("app.kubernetes.io/part-of")
                        .asText())
                .as(manifest.toString())
                .isEqualTo("belastbar");
    }
}
