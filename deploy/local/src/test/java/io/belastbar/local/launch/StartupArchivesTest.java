package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupArchivesTest {
    @TempDir
    Path folder;

    @Test
    void newArchiveReplacesThoseOfEarlierBuildsOfItsTreeOnly() throws Exception {
        for (String name : new String[] {"budget-1a-old.aot", "budget-2b-other.aot", "chaos-1a-old.aot"}) {
            Files.createFile(folder.resolve(name));
        }
        var archives = new StartupArchives(folder, "budget-1a-", "new");
        Files.createFile(archives.recording());

        archives.adopt();

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("budget-1a-new.aot", "budget-2b-other.aot", "chaos-1a-old.aot");
    }

    @Test
    void unfinishedOnesOfThisLauncherAndOfThoseThatAreGoneAreRemoved() throws Exception {
        var archives = new StartupArchives(folder, "budget-1a-", "new");
        long living = ProcessHandle.current().parent().orElseThrow().pid();
        String another = "budget-1a-new.aot." + living + ".config";
        for (String name : new String[] {
            "budget-1a-x.aot", another, "budget-1a-new.aot.999999999", "budget-1a-x.aot.99999999999999999999"
        }) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(archives.recording());

        archives.removeUnfinished();

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("budget-1a-x.aot", another);
    }

    @Test
    void twoTreesHaveTwoArchives() {
        assertThat(StartupArchives.tree(Path.of("/a"))).isNotEqualTo(StartupArchives.tree(Path.of("/b")));
    }
}
