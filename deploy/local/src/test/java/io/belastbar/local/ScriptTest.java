package io.belastbar.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script hands over to: a JDK's {@code java} that only says which signals it was told to ignore. */
@EnabledOnOs(OS.LINUX)
class ScriptTest {
    private static final Path SCRIPT =
            Path.of("../../belastbar").toAbsolutePath().normalize();

    @TempDir
    Path jdk;

    @BeforeEach
    void makeJdk() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Path file = bin.resolve(program);
            Files.writeString(file, """
                    #!/bin/sh
                    case $1 in
                      -XshowSettings:*) echo "    java.specification.version = 25" ;;
                      *) sed -n 's/^SigIgn:\\t//p' /proc/self/status ;;
                    esac
                    """);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, false", "TERM, 15, false", "HUP, 1, true"})
    void signalsThatAShellIgnoredEndItAgainExceptTheOneOfNohup(String signal, int number, boolean ignored)
            throws Exception {
        assertThat(isIgnored(number, "trap '' " + signal + "; \"$0\" version")).isEqualTo(ignored);
    }

    @Test
    void backgroundJobOfAScriptEndsByInterrupt() throws Exception {
        assertThat(isIgnored(2, "\"$0\" version & wait")).isFalse();
    }

    private boolean isIgnored(int signal, String shellCommand) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", shellCommand, SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("BELASTBAR_BUILD", "never");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).matches("[0-9a-f]{16}");
        return (Long.parseUnsignedLong(said, 16) >> (signal - 1) & 1) == 1;
    }
}
