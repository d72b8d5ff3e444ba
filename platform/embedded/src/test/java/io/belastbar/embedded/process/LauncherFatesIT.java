package io.belastbar.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.embedded.otheruser.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a launcher ends, its servers end too, and their data is there at the next start. */
class LauncherFatesIT {
    private static final long LIMIT_S = 150;

    /** A build that runs as a background job ignores SIGINT, and so would all below it. */
    private static final List<String> LIKE_IN_A_TERMINAL = List.of("env", "--default-signal=INT,TERM,HUP");

    private Path home;
    private Path cache;
    private Process launcher;

    @BeforeEach
    void makeHome() throws IOException {
        // Outside the user's folder, so that another user can be given it.
        Path folder = Files.createTempDirectory("belastbar-fate-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        home = folder.resolve("home");
        cache = folder.resolve("cache");
    }

    @AfterEach
    void endEverything() throws Exception {
        if (launcher != null) {
            launcher.destroyForcibly().waitFor();
        }
        for (ProcessHandle process : children()) {
            process.destroyForcibly();
        }
        new ProcessBuilder("rm", "-rf", home.getParent().toString()).start().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "KILL"})
    void noServerOutlivesALauncherThatIsEndedBy(String signal) throws Exception {
        assertThat(start(likeInATerminal())).isEqualTo(1);
        var children = children();
        assertThat(children).hasSizeGreaterThan(5);

        kill(signal, launcher.pid());

        assertEnd(children);
    }

    @Test
    void aLauncherThatIsKilledWhileItMakesTheDatabaseLeavesNoProcessAndStartsAgain() throws Exception {
        launch(List.of(), System.getProperty("java.class.path"));
        await(home.resolve("postgresql.new/PG_VERSION"));
        var children = children();

        kill("KILL", launcher.pid());
        assertEnd(children);

        assertThat(start(List.of())).isEqualTo(1);
    }

    @Test
    void aLauncherThatIsKilledWithItsGuardsWhileItMakesTheDatabaseStartsAgain() throws Exception {
        launch(List.of(), System.getProperty("java.class.path"));
        await(home.resolve("postgresql.new/PG_VERSION"));
        guards().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly().waitFor();

        assertThat(start(List.of())).isEqualTo(1);
    }

    @Test
    void serversWhoseGuardsWereKilledTooAreReapedAtTheNextStartWithTheirData() throws Exception {
        assertThat(start(List.of())).isEqualTo(1);
        var orphans = children();

        // The guards first: one that outlives the launcher for a moment would do its work.
        guards().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly().waitFor();
        assertThat(orphans).anyMatch(LauncherFatesIT::runs);
        Files.delete(home.resolve("ready"));

        assertThat(start(List.of())).isEqualTo(2);
        assertThat(orphans).noneMatch(LauncherFatesIT::runs);
        // A smart shutdown would wait for the clients, and end in a kill.
        assertThat(home.resolve("postgresql.log")).content().contains("received fast shutdown request");
    }

    @Test
    void stateSurvivesARestart() throws Exception {
        assertThat(start(List.of())).isEqualTo(1);
        kill("TERM", launcher.pid());
        launcher.waitFor();
        Files.delete(home.resolve("ready"));

        assertThat(start(List.of())).isEqualTo(2);
    }

    @Test
    void anOrdinaryUserCanStartTheServersToo() throws Exception {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assumeTrue(root && OtherUser.isPossible(), "the other tests run as an ordinary user already");
        String classPath = OtherUser.readableClassPath(home.getParent());
        Path broker = Files.createDirectories(home.resolveSibling("embedded-broker/target"));
        Path built = Path.of("").toAbsolutePath().resolveSibling("embedded-broker/target");
        OtherUser.copy(built.resolve("classes"), broker.resolve("classes"));
        OtherUser.copy(built.resolve("lib"), broker.resolve("lib"));

        assertThat(start(OtherUser.NOBODY, classPath)).isEqualTo(1);
    }

    private int start(List<String> prefix) throws Exception {
        return start(prefix, System.getProperty("java.class.path"));
    }

    private int start(List<String> prefix, String classPath) throws Exception {
        launch(prefix, classPath);
        await(home.resolve("ready"));
        return Integer.parseInt(Files.readString(home.resolve("ready")));
    }

    private void launch(List<String> prefix, String classPath) throws Exception {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + home.getParent()));
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(ServersMain.class.getName(), home.toString(), cache.toString()));
        launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void await(Path file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_S);
        while (!Files.exists(file)) {
            assertThat(launcher.isAlive()).as(Files.readString(log())).isTrue();
            assertThat(System.nanoTime()).as(Files.readString(log())).isLessThan(deadline);
            launcher.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private Path log() {
        return home.resolveSibling("launcher.log");
    }

    private static List<String> likeInATerminal() throws Exception {
        var probe = new ArrayList<>(LIKE_IN_A_TERMINAL);
        probe.add("true");
        boolean possible = new ProcessBuilder(probe).start().waitFor() == 0;
        assumeTrue(possible, "this env cannot restore signals that the build ignores");
        return LIKE_IN_A_TERMINAL;
    }

    /** The launcher and each of its processes, and whatever they started meanwhile. */
    private void assertEnd(List<ProcessHandle> children) throws Exception {
        launcher.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        for (ProcessHandle child : children) {
            child.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        }
        for (ProcessHandle late : children()) {
            late.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        }
        assertThat(children()).isEmpty();
    }

    /** Servers and guards of this home: their command lines name it, or they are below one that does. */
    private List<ProcessHandle> children() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> launcher == null || process.pid() != launcher.pid())
                .filter(process ->
                        commandLine(process).contains(home.getParent().toString()))
                .toList();
    }

    private List<ProcessHandle> guards() {
        return children().stream()
                .filter(process -> commandLine(process).contains("belastbar-guard"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /** A process that has ended keeps its number until its parent asks for the result, but not its command line. */
    private static boolean runs(ProcessHandle process) {
        return !commandLine(process).isBlank();
    }

    private static void kill(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }
}
