package io.belastbar.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code kubectl apply -k} would send, by kubectl's own kustomize. */
public final class Overlay {
    private static final List<String> KUBECTL = List.of("kubectl", "kustomize");
    private static final List<String> KUSTOMIZE = List.of("kustomize", "build");

    private Overlay() {}

    /** Of a folder below {@code deploy/kubernetes}; the test is skipped where nothing here renders. */
    static List<Manifest> rendered(String folder) throws IOException, InterruptedException {
        assumeTrue(isPossible(), "overlays are not rendered: kubectl is absent (package kubectl of pkgs.k8s.io)");
        return Manifests.read(folder, text(Manifests.ROOT.resolve(folder))).toList();
    }

    /** As somebody's own overlay would have them: an overlay of ours, and components of ours. */
    public static List<Manifest> with(String overlay, String... components) throws IOException, InterruptedException {
        Path folder = Path.of("target", "overlay-" + overlay + "-" + String.join("-", components));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [../../../overlays/%s]
                components:
                %s
                """.formatted(
                        overlay,
                        Stream.of(components)
                                .map(component -> "  - ../../../components/" + component)
                                .collect(Collectors.joining("\n"))));
        return rendered("check/" + folder);
    }

    static boolean isPossible() {
        return runs(List.of("kubectl", "version", "--client")) || runs(List.of("kustomize", "version"));
    }

    /** @throws IOException with what kustomize said, if it refuses */
    static String text(Path folder) throws IOException, InterruptedException {
        var command = runs(List.of("kubectl", "version", "--client")) ? KUBECTL : KUSTOMIZE;
        Path said = Files.createTempFile("kustomize-", ".txt");
        try {
            var kustomize = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(folder.toString()))
                            .toList())
                    .redirectError(said.toFile())
                    .start();
            String text = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kustomize.waitFor() != 0) {
                throw new IOException(Files.readString(said).strip());
            }
            return text;
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static boolean runs(List<String> command) {
        try {
            var version = new ProcessBuilder(command)
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
