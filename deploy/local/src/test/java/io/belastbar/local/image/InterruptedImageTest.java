package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.local.ExitCodes;
import io.belastbar.local.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with a Maven that has written half a tar, and has a child of its own, when it is interrupted. */
@EnabledOnOs(OS.LINUX)
class InterruptedImageTest {
    private static final long LIMIT_SECONDS = 300;
    /** A shell would start its background job with SIGINT ignored. */
    private static final List<String> LIKE_IN_A_TERMINAL = List.of("env", "--default-signal=INT,TERM");

    private static final String OBEYS = "";
    private static final String DOES_NOT = "trap '' INT TERM";

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeTree() throws Exception {
        assumeTrue(succeeds("env", "--default-signal=INT,TERM", "true"), "this env cannot restore signals");
        out = folder.resolve("out");
        Files.createFile(folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("deploy/images/target"));
        Files.createFile(folder.resolve("deploy/images/target/base.tar"));
    }

    @ParameterizedTest
    @CsvSource({"INT, true, false", "INT, true, true", "TERM, false, false", "TERM, true, true"})
    void itLeavesNeitherHalfATarNorAProcess(String signal, boolean obeys, boolean toAllAsATerminalDoes)
            throws Exception {
        maven(obeys ? OBEYS : DOES_NOT);
        Process command = start();
        try {
            List<ProcessHandle> begun = awaitHalfATar(command);
            // A terminal's group is all of them.
            Stream<ProcessHandle> signalled = toAllAsATerminalDoes ? begun.stream() : Stream.of();
            kill(signal, Stream.concat(Stream.of(command.toHandle()), signalled));

            assertThat(command.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).as(printed()).isEqualTo(ExitCodes.ABORTED);
            for (ProcessHandle process : begun) {
                assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS));
            }
            try (Stream<Path> left = Files.list(out)) {
                assertThat(left).isEmpty();
            }
            assertThat(printed()).doesNotContain("buildTar");
        } finally {
            command.descendants().forEach(ProcessHandle::destroyForcibly);
            command.destroyForcibly();
        }
    }

    /** As {@code kill -9} leaves it; the next build begins anew. */
    @Test
    void whatAKilledBuildLeftIsGoneWithTheNext() throws Exception {
        maven("[ -e half ] && exit 7");
        Files.createDirectories(out.resolve(".unfinished"));
        Files.createFile(out.resolve(".unfinished/cli.tar"));
        Files.createFile(folder.resolve("half"));

        Process command = start();

        assertThat(command.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isEqualTo(ExitCodes.ABORTED);
        assertThat(printed()).contains("ended with 7");
        assertThat(out).isEmptyDirectory();
    }

    /** Packages at once, and then writes a tar that does not become whole. */
    private void maven(String first) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(program, """
                #!/bin/sh
                %s
                case "$*" in *buildTar*) ;; *) exit 0 ;; esac
                for argument; do
                  case $argument in -Dimage.out=*) out=${argument#-Dimage.out=} ;; esac
                done
                env --default-signal=INT,TERM sleep 3600 &
                echo half > "$out/cli.tar"
                while :; do wait; done
                """.formatted(first));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start() throws IOException {
        var command = Stream.concat(
                        LIKE_IN_A_TERMINAL.stream(),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dbelastbar.root=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "image",
                                "--tar",
                                "--only",
                                "cli",
                                "--out",
                                out.toString()))
                .toList();
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, ours) -> ours + ":" + path);
        return builder.start();
    }

    private List<ProcessHandle> awaitHalfATar(Process command) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (Files.notExists(out.resolve(".unfinished/cli.tar"))) {
            assertThat(command.isAlive()).as(this::printed).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<ProcessHandle> begun = command.descendants().toList();
        assertThat(begun).hasSizeGreaterThanOrEqualTo(2);
        return begun;
    }

    private static void kill(String signal, Stream<ProcessHandle> processes) throws Exception {
        var command =
                Stream.concat(Stream.of("kill", "-" + signal), processes.map(process -> Long.toString(process.pid())));
        succeeds(command.toArray(String[]::new));
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("printed"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
