package io.belastbar.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivatePropertiesTest {
    @TempDir
    Path folder;

    @Test
    void passwordComesBackAsItWasWhateverItsCharacters() throws Exception {
        Path file = folder.resolve("a.properties");
        var properties = Map.of(
                "path", "C:\\temp\\",
                "url", "http://127.0.0.1:1/a=b",
                "lines", "two\nlines\r\nand a carriage return\r",
                "blanks", "  leading and trailing\t ",
                "words", "käse \u0000 \u2028 😀",
                "comment", "#!",
                "#a key: with = all of it", "");

        PrivateProperties.write(file, properties);

        assertThat(PrivateProperties.read(file)).isEqualTo(properties);
    }

    @Property(tries = 300)
    void everyTextComesBackAsItWas(@ForAll Map<String, String> properties) throws Exception {
        Path file = Files.createTempDirectory("belastbar-properties-").resolve("a.properties");

        PrivateProperties.write(file, properties);

        assertThat(PrivateProperties.read(file)).isEqualTo(properties);
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Test
    void onlyItsUserCanReadItAndNothingIsLeftBeside() throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "readable=by everybody");

        PrivateProperties.write(file, Map.of("password", "secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
