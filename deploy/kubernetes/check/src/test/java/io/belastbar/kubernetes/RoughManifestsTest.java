package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.manifest.Reading;
import io.belastbar.kubernetes.rule.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as they come from an editor, a copy or another tool. Each says in its first line how its refusal begins. */
class RoughManifestsTest {
    private static final String EXPECTED = "# Refused: ";

    static Stream<Path> rough() {
        try (var files = Files.list(Manifests.ROOT.resolve("check/src/test/resources/rough"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rough")
    void aFaultIsRefusedByFileObjectAndKey(Path file) throws IOException {
        String name = file.getFileName().toString();
        String text = Files.readString(file);
        String expected = text.lines().findFirst().orElseThrow().replaceFirst(".?" + EXPECTED, "");

        assertThat(Rules.ofReadings(List.of(Reading.of(name, text))).stream().map(Fault::toString))
                .as("what is said of " + name)
                .anyMatch(fault -> fault.startsWith(name + ": " + expected));
    }
}
