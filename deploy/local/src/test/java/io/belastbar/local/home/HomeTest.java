package io.belastbar.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void secretsAreMadeOnceAndOnlyTheirUserCanReadThem() throws Exception {
        Path file = folder.resolve("secrets.properties");

        var first = Secrets.open(file);
        var second = Secrets.open(file);

        assertThat(second).isEqualTo(first);
        assertThat(first.tokens()).containsKeys("viewer", "engineer", "operator", "auditor", "service");
        assertThat(first.tokens().values()).doesNotHaveDuplicates();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void homeThatCannotBeWrittenIsRefusedByName() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> new BelastbarHome(file.resolve("home")).create())
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("home cannot be written: " + file.resolve("home"))
                .hasMessageEndingWith("Choose another --home.");
    }

    @Test
    void secondLauncherOnAHomeIsRefused() throws Exception {
        var home = new BelastbarHome(folder);
        home.create();

        try (var lock = LauncherLock.take(home)) {
            assertThat(lock).isNotNull();
            // Within one JVM the second lock overlaps; in another JVM it is refused with a sentence (see system-tests).
            assertThatThrownBy(() -> LauncherLock.take(home)).isInstanceOf(OverlappingFileLockException.class);
        }

        LauncherLock.take(home).close();
    }
}
