package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's promise in one command, on a fresh home: start, load, violation, cause, and nothing left behind. */
class TheLoopIT {
    private static final long LIMIT_SECONDS = 300;

    @TempDir
    Path folder;

    @Test
    void demoFindsTheMissingIndexAndLeavesNothingRunning() throws Exception {
        Path home = folder.resolve("home");

        var demo = CommandLine.run(folder.resolve("demo.log"), LIMIT_SECONDS, "demo", "--home", home.toString());

        assertThat(demo.exitCode()).as(demo.output()).isEqualTo(99);
        assertThat(demo.output())
                .contains("Budget against measurement")
                .containsPattern("FAIL +SELECT query on employees +seq_scan_allowed +no sequential scan")
                .containsPattern("PASS +GET /api/v1/employees +response_time_p95")
                .contains("Verdict: FAIL")
                .contains("PE-001")
                .contains("ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL")
                .contains("Everything is stopped. Exit code 99.");
        assertThat(CommandLine.processesNaming(home)).isEmpty();
        assertThat(Files.exists(home.resolve("run/connection.properties"))).isFalse();
    }
}
