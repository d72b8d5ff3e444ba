package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.home.BelastbarHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTrainingTest {
    @TempDir
    Path folder;

    @Test
    void leftOverOfAKilledLauncherGoesAndTheHomeStays() throws Exception {
        var home = new BelastbarHome(folder);
        home.create();
        Path data = Files.createDirectories(folder.resolve("training/data/postgresql/base"));
        Files.writeString(data.resolve("1"), "page");
        Path run = Files.createDirectories(folder.resolve("training/run"));
        Files.writeString(run.resolve("connection.properties"), "a=b");
        Files.writeString(run.resolve("budget.pid"), "999999999");

        StartupTraining.removeLeftOver(home);
        StartupTraining.removeLeftOver(home);

        assertThat(folder.resolve("training")).doesNotExist();
        assertThat(home.data()).isDirectory();
    }

    @Test
    void trainingHasNoPortAndNoFolderOfThePlatform() {
        var ports = new PortPlan(PortPlan.DEFAULT_BASE);
        var platform = new PlatformOptions(
                folder, new BelastbarHome(folder), ports, Extent.of(ChildService.wanted(true)), Map.of());

        var training = new StartupTraining(platform).options();

        assertThat(Math.abs(training.ports().base() - ports.base())).isGreaterThanOrEqualTo(24);
        assertThat(training.home().data()).isNotEqualTo(platform.home().data());
        assertThat(training.home().connectionFile())
                .isNotEqualTo(platform.home().connectionFile());
    }
}
