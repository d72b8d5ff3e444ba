package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.fail;

import io.belastbar.kubernetes.field.KnownFields;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.manifest.Reading;
import io.belastbar.kubernetes.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Somebody's own overlay, held to the rules of ours: {@code mvn … -Dtest=OwnManifestsTest -Dmanifests=DIR}. */
@EnabledIfSystemProperty(
        named = OwnManifestsTest.FOLDER,
        matches = ".+",
        disabledReason = "-Dmanifests names no folder")
class OwnManifestsTest {
    static final String FOLDER = "manifests";

    @Test
    void theyKeepTheRules() throws Exception {
        Path folder = Manifests.ROOT
                .resolve("../..")
                .resolve(System.getProperty(FOLDER))
                .normalize();
        if (!Files.isDirectory(folder)) {
            fail("-Dmanifests should name a folder, from "
                    + Manifests.ROOT.getParent().getParent() + ": was " + folder);
        }
        var readings = Files.exists(folder.resolve("kustomization.yaml")) ? List.of(rendered(folder)) : plain(folder);
        var faults = Told.faults(Rules.ofReadings(readings).stream()
                .filter(fault -> !fault.rule().startsWith(KnownFields.OF_A_KNOWN_KIND))
                .toList());
        faults.forEach(System.out::println);
        report(readings);
        if (!faults.isEmpty()) {
            fail(faults.size() == 1 ? "1 fault, listed above" : faults.size() + " faults, listed above");
        }
    }

    private static Reading rendered(Path folder) throws IOException, InterruptedException {
        if (!Overlay.isPossible()) {
            fail("neither kubectl nor kustomize is here to render " + folder
                    + "; -Dmanifests takes a folder of rendered files too");
        }
        return Reading.of(folder.getFileName().toString(), Overlay.text(folder));
    }

    private static List<Reading> plain(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var readings = new ArrayList<Reading>();
            for (Path file : files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                readings.add(Reading.of(folder.relativize(file).toString(), Files.readString(file)));
            }
            return readings;
        }
    }

    private static void report(List<Reading> readings) {
        List<Manifest> all = readings.stream()
                .flatMap(reading -> reading.manifests().stream())
                .toList();
        if (all.isEmpty()
                && readings.stream().allMatch(reading -> reading.faults().isEmpty())) {
            fail("-Dmanifests should name a folder with manifests: was without one");
        }
        Stream<String> strange = all.stream()
                .filter(manifest -> !KnownFields.know(manifest))
                .map(manifest ->
                        manifest.object() + " (" + manifest.at("/apiVersion").asText() + ")");
        var unknown = strange.toList();
        System.out.println(all.size() + " objects read"
                + (unknown.isEmpty()
                        ? ""
                        : "; of the fields of these nothing is known here: " + String.join(", ", unknown)));
    }
}
