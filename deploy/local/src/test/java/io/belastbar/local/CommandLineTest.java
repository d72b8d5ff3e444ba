package io.belastbar.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo", "up", "test", "apply", "convert", "run", "bench", "compare", "import", "export", "status",
                "version", "image"
            })
    void everyCommandHasHelp(String command) {
        var text = new StringWriter();

        int code = Main.commandLine().setOut(new PrintWriter(text)).execute(command, "--help");

        assertThat(code).isZero();
        assertThat(text.toString()).contains("Usage: belastbar " + command);
    }

    @Test
    void helpNamesThePlaceholderAsItIsWritten() {
        var text = new StringWriter();

        Main.commandLine().setOut(new PrintWriter(text)).execute("run", "--help");

        assertThat(text.toString()).contains("What ${set.NAME} is");
    }

    @Test
    void unknownOptionIsInvalidInput() {
        assertThat(Main.commandLine().execute("up", "--bogus")).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(Main.commandLine().execute("bogus")).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(Main.commandLine().execute("apply")).isEqualTo(ExitCodes.INVALID_INPUT);
    }

    @Test
    void applyWithoutAPlatformNamesTheNextCommand() {
        assertThat(Main.commandLine().execute("apply", "-f", folder.toString(), "--home", folder.toString()))
                .isEqualTo(ExitCodes.INVALID_INPUT);
    }
}
