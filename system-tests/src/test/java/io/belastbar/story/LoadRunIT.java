package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command of a pipeline, without a platform beforehand and with nothing left after it. */
@Order(4)
class LoadRunIT {
    private static final long LIMIT_SECONDS = 400;

    @TempDir
    Path folder;

    @Test
    void violatedThresholdIs99WithAReportAndNothingIsLeft() throws Exception {
        Path scenario = LoadScenario.write(folder, "violated", "p(50)<0.001");
        Path home = folder.resolve("home");
        Path report = folder.resolve("report.html");

        var run = CommandLine.run(
                folder.resolve("run.log"),
                LIMIT_SECONDS,
                "run",
                scenario.toString(),
                "--home",
                home.toString(),
                "--export",
                report.toString());

        assertThat(run.exitCode()).as(run.output()).isEqualTo(99);
        assertThat(run.output())
                .containsPattern("FAIL +whole run +p\\(50\\)<0\\.001")
                .contains("Verdict: FAILED");
        assertThat(report).content().startsWith("<!").contains("FAILED");
        CommandLine.awaitNobodyNaming(home);
        assertThat(Files.exists(home.resolve("run/connection.properties"))).isFalse();
    }
}
