package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/** What a container asks for and may have at most: without it one takes the node's memory from all others. */
final class Resources implements Rule {
    private static final List<String> ASKED = List.of("/requests/cpu", "/requests/memory", "/limits/memory");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return manifest.containers()
                .flatMap(container -> Stream.concat(
                        asked(container)
                                .filter(key -> container.at("/resources" + key).isMissingNode())
                                .map(key -> manifest.fault(
                                        container.key() + "/resources" + key, "should be there: was absent")),
                        Stream.of(container.at("/image").asText())
                                .filter(image ->
                                        !image.matches(".+(:[^:/]+|@sha256:[0-9a-f]{64})") || image.endsWith(":latest"))
                                .map(image -> manifest.fault(
                                        container.key() + "/image",
                                        "should have a version other than latest: was " + image))));
    }

    /** One for debugging takes what its pod has: it may ask for nothing. */
    private static Stream<String> asked(Container container) {
        return container.key().contains("/ephemeralContainers/") ? Stream.empty() : ASKED.stream();
    }
}
