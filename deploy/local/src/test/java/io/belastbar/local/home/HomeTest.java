package io.belastbar.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.CommandFailure;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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
    void nobodyElseCanEnterAHomeNorOneOfTheVersionBefore() throws Exception {
        var home = new BelastbarHome(folder.resolve("home"));
        for (Path open : List.of(home.path(), home.data(), home.logs(), home.run())) {
            Files.createDirectory(open);
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        home.create();

        assertThat(List.of(home.path(), home.data(), home.logs(), home.run()))
                .allSatisfy(closed -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                        .isEqualTo("rwx------"));
    }

    @Test
    void secretsOfTheVersionBeforeStayAndThoseThatItLackedAreMade() throws Exception {
        Path file = folder.resolve("secrets.properties");
        PrivateProperties.write(file, Map.of("administrator", "a", "password.budget", "b", "token.viewer", "v"));

        var secrets = Secrets.open(file);

        assertThat(secrets.administrator()).isEqualTo("a");
        assertThat(secrets.passwords()).containsEntry("budget", "b").containsKeys("kafka.budget", "redis");
        assertThat(secrets.passwords()).containsOnlyKeys(ConnectionSettings.ACCOUNTS);
        assertThat(Secrets.open(file)).isEqualTo(secrets);
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
