package io.belastbar.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Each of them misses an option as well, since it is written wrong. */
    @ParameterizedTest
    @CsvSource({
        "apply --file=x, Unknown option: '--file=x'; Missing required option: '-f=FILE'",
        "what-if --sytem=shop --tenants 4, Unknown option: '--sytem=shop'",
        "game-day list --sistem shop, Unknown options: '--sistem', 'shop'",
        "apply -f, Missing required parameter for option '-f'",
        "apply, Missing required option: '-f=FILE'",
        "image --tarr, unknown option --tarr: --tar?",
        "image foo, image takes no argument of its own",
        "image --only nothing, --only should be one of",
        "image, Missing required option: '--tar'"
    })
    void aSlipIsNamedBeforeWhatIsMissing(String line, String sentence) {
        Printed printed = Printed.by(line.split(" "));

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(printed.text()).startsWith(sentence);
    }

    @Test
    void applyWithoutAPlatformNamesTheNextCommand() {
        assertThat(Main.commandLine().execute("apply", "-f", folder.toString(), "--home", folder.toString()))
                .isEqualTo(ExitCodes.INVALID_INPUT);
    }
}
