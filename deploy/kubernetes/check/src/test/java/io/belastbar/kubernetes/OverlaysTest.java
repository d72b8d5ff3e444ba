package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl apply -k} would send, by kubectl's own kustomize. */
class OverlaysTest {
    private static final boolean KUBECTL = runs();

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/production"})
    void noRuleIsBroken(String folder) throws Exception {
        var rendered = rendered(folder);

        assertThat(rendered).hasSizeGreaterThan(60);
        assertThat(Rules.faults(rendered)).isEmpty();
        assertThat(rendered).allSatisfy(manifest -> assertThat(
                        manifest.at("/metadata/namespace").asText())
                .as(manifest.toString())
                .isEqualTo("belastbar"));
        assertThat(rendered).allSatisfy(manifest -> assertThat(manifest.at("/metadata/labels")
                        .path("app.kubernetes.io/part-of")
                        .asText())
                .as(manifest.toString())
                .isEqualTo("belastbar"));
    }

    @Test
    void inProductionNothingIsThereOnce() throws Exception {
        var production = rendered("overlays/production");
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
        assertThat(Manifests.kustomizations()).hasSize(3).allSatisfy(file -> {
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

    private static List<Manifest> rendered(String folder) throws IOException, InterruptedException {
        assumeTrue(KUBECTL, "overlays are not rendered: kubectl is absent (package kubectl of pkgs.k8s.io)");
        var kustomize = new ProcessBuilder(
                        "kubectl", "kustomize", Manifests.ROOT.resolve(folder).toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kustomize.waitFor()).as(text).isZero();
        return Manifests.read(folder, text).toList();
    }

    private static boolean runs() {
        try {
            var version = new ProcessBuilder("kubectl", "version", "--client")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
