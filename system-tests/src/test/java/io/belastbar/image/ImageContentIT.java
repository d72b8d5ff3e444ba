package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in each image, and what stands beside it. */
@Tag("slow")
class ImageContentIT {
    @ParameterizedTest
    @MethodSource("images")
    void itSaysWhatItIsAndRunsAsNobody(String name) throws Exception {
        assertSaysWhatItIsAndRunsAsNobody(BuiltImages.unpacked(name), name);
    }

    static void assertSaysWhatItIsAndRunsAsNobody(UnpackedImage image, String name) {
        assertThat(image.config().get("User").asText()).isEqualTo("185");
        assertThat(image.label("title")).isEqualTo(name);
        assertThat(image.label("version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(image.label("revision")).matches("unknown|[0-9a-f]{40,64}(-changed)?");
        assertThat(image.root().resolve("bin/sh")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("images")
    void whatStandsStillIsALayerOfItsOwn(String name) throws Exception {
        assertLibrariesOfOthersAreALayerOfTheirOwn(BuiltImages.unpacked(name));
    }

    static void assertLibrariesOfOthersAreALayerOfTheirOwn(UnpackedImage image) {
        List<List<String>> withLibraries = image.layers().stream()
                .filter(layer -> layer.stream().anyMatch(file -> file.startsWith("app/lib/")))
                .toList();

        assertThat(withLibraries.getFirst()).noneMatch(file -> file.contains("belastbar"));
        assertThat(withLibraries.stream().skip(1).flatMap(List::stream).filter(file -> file.startsWith("app/lib/")))
                .allMatch(file -> file.contains("/io.belastbar.") || file.matches("app/lib/[^/]*-0\\.[^/]*\\.jar"));
    }

    @ParameterizedTest
    @MethodSource("images")
    void theListOfPartsIsTheJarsOfItsLayersAndEachHasALicence(String name) throws Exception {
        var parts = PartsList.of(BuiltImages.folder().resolve(name + ".cdx.json"));

        assertThat(parts.jars(name.equals("cli")))
                .isEqualTo(BuiltImages.unpacked(name).libraries());
        assertThat(parts.withoutLicence()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("images")
    void aPersonReadsTheLicences(String name) throws Exception {
        Path file = BuiltImages.folder().resolve(name + ".licences.txt");
        List<String> lines = Files.readAllLines(file);
        int jars = BuiltImages.unpacked(name).libraries().size();

        assertThat(lines.getFirst()).startsWith(name + ": " + jars + " jars, ");
        assertThat(lines).filteredOn(line -> line.startsWith("  ")).hasSize(jars);
        assertThat(lines).anyMatch(line -> line.startsWith("Apache-2.0 ("));
    }

    static List<String> images() {
        return BuiltImages.all();
    }
}
