package io.belastbar.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.PrivateProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final SupervisedChild CAPACITY = new NamedChild("capacity");
    private static final SupervisedChild KAFKA = new NamedChild("kafka");

    @TempDir
    Path folder;

    private Path path;
    private StateFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("state.properties");
        file = new StateFile(path);
    }

    @Test
    void waitingAndStartingAreReadWithReasonAndNextTry() throws Exception {
        file.changed(CAPACITY, null, new ChildState.Waiting("for PostgreSQL", null), T0);
        file.changed(KAFKA, null, new ChildState.Waiting("kafka: a = b\\c", T0.plusSeconds(4)), T0);

        var said = StateFile.read(path);

        assertThat(said.launcherIsGone()).isFalse();
        assertThat(said.of("capacity", T0)).contains("waiting for PostgreSQL; next try when it is back");
        assertThat(said.of("kafka", T0)).contains("waiting kafka: a = b\\c; next try in 4 s");
        file.changed(KAFKA, null, new ChildState.Starting(T0), T0);
        assertThat(StateFile.read(path).of("kafka", T0)).contains("starting");
    }

    @Test
    void heldChildIsSaidToBeWithItsReason() throws Exception {
        file.changed(CAPACITY, null, new ChildState.Held("fault f-1"), T0);

        assertThat(StateFile.read(path).of("capacity", T0)).contains("held fault f-1");
    }

    @Test
    void nothingIsSaidOfWhatRuns() throws Exception {
        file.changed(CAPACITY, null, new ChildState.Waiting("for PostgreSQL", null), T0);
        file.changed(CAPACITY, null, new ChildState.Running(T0), T0);

        assertThat(StateFile.read(path).of("capacity", T0)).isEmpty();
        assertThat(StateFile.read(folder.resolve("none")).launcherIsGone()).isFalse();
    }

    @Test
    void launcherThatIsGoneIsNotTakenAtItsWord() throws Exception {
        long reused = ProcessHandle.current().pid();
        for (String launcher : List.of(reused + " 1999-01-01T00:00:00Z", "999999999 2026-01-01T00:00:00Z", "broken")) {
            PrivateProperties.write(path, Map.of("launcher", launcher, "kafka", "starting"));

            var said = StateFile.read(path);

            assertThat(said.launcherIsGone()).as(launcher).isTrue();
            assertThat(said.of("kafka", T0)).isEmpty();
        }
    }

    @Test
    void folderThatIsGoneStopsNobody() throws Exception {
        var unwritable = new StateFile(folder.resolve("missing/state.properties"));

        unwritable.changed(KAFKA, null, new ChildState.Starting(T0), T0);

        assertThat(Files.exists(folder.resolve("missing"))).isFalse();
    }
}
