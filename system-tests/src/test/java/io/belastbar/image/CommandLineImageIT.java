package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command line from its image: what a pipeline would run. */
@Tag("slow")
@NeedsSandbox
class CommandLineImageIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int INVALID_INPUT = 104;

    @Test
    void itSaysWhatItIsAndWhatItCan() throws Exception {
        assertThat(said(0, "--version")).containsPattern("\\d+\\.\\d+\\.\\d+");
        assertThat(said(0, "--help")).contains("apply", "run", "report", "104");
        assertThat(said(0, "apply", "--help")).contains("Usage: belastbar apply");
    }

    @Test
    void wrongInputHasItsOwnExitCode() throws Exception {
        assertThat(said(INVALID_INPUT, "apply")).contains("-f=FILE");
        assertThat(said(INVALID_INPUT, "apply", "-f", "budget.yaml")).contains("no platform runs on /app/.belastbar");
        assertThat(said(INVALID_INPUT, "no-such-command")).contains("no-such-command");
    }

    private static String said(int exitCode, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(BuiltImages.unpacked("cli").command(List.of()));
        command.addAll(Arrays.asList(arguments));
        try (var started = StartedImage.start(command, 0)) {
            assertThat(started.endWithin(LIMIT))
                    .as(String.join(" ", arguments) + "\n" + started.output())
                    .hasValue(exitCode);
            return started.output();
        }
    }
}
