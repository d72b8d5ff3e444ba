package io.belastbar.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

class CommandDefaultsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("belastbar.properties");
    }

    @Test
    void commandLineThenEnvironmentThenFileThenDefault() throws Exception {
        assertThat(lang(Map.of())).isEqualTo("en");

        Files.writeString(file, "lang=file\n");
        assertThat(lang(Map.of())).isEqualTo("file");

        assertThat(lang(Map.of("BELASTBAR_LANG", "environment"))).isEqualTo("environment");

        assertThat(lang(Map.of("BELASTBAR_LANG", "environment"), "--lang", "flag"))
                .isEqualTo("flag");
    }

    @Test
    void keyThatIsNoOptionIsRefused() throws Exception {
        Files.writeString(file, "langauge=de\n");

        assertThatThrownBy(() -> lang(Map.of()))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("unknown key langauge; known are [budget, export, home, lang, out, system]");
    }

    private String lang(Map<String, String> environment, String... arguments) {
        var sample = new Sample();
        new CommandLine(sample)
                .setDefaultValueProvider(new CommandDefaults(environment::get, file))
                .parseArgs(arguments);
        return sample.lang;
    }

    @Command(name = "sample")
    private static final class Sample {
        @Option(names = "--lang")
        private String lang = "en";
    }
}
