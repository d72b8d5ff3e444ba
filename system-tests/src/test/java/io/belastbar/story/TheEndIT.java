package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.StoryPlatform;
import java.nio.file.Files;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Last, because the next story would have to start a platform again. */
@Order(Integer.MAX_VALUE)
class TheEndIT {
    @Test
    void ctrlCEndsTheKeptDemoWithItsVerdictAndLeavesNothing() throws Exception {
        var platform = StoryPlatform.running();

        var ended = platform.interrupt();

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(99);
        assertThat(ended.output()).contains("Everything is stopped. Exit code 99.");
        assertThat(Files.exists(platform.home().resolve("run/connection.properties")))
                .isFalse();
        CommandLine.awaitNobodyNaming(platform.home());
    }
}
