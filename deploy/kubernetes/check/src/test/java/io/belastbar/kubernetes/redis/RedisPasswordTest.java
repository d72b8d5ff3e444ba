package io.belastbar.kubernetes.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of Redis and Sentinel put the password into a configuration as it is: what Redis would read otherwise, or not
 * at all, is said once and in one line, before there is a configuration.
 */
class RedisPasswordTest {
    private static final String REFUSAL =
            "belastbar-redis/password should be of ASCII that can be seen, without quotes and spaces: was not\n";

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    static Stream<String> scripts() {
        return Stream.of(
                "base/redis/redis.yaml",
                "overlays/production/redis-replicas.yaml",
                "overlays/production/redis-sentinel.yaml");
    }

    static Stream<Arguments> unfit() {
        return scripts()
                .flatMap(file -> Stream.of("", "two words", "\"begun", "it's", "a\ttab", "two\nlines", "schlüssel")
                        .map(password -> Arguments.of(file, password)));
    }

    static Stream<Arguments> fit() {
        return scripts().flatMap(file -> Stream.of("k3y", "Zm9v+YmFy/w==", "#-_.~!$(id)`id`*?[a]{b}|&;<>^%s\\n")
                .map(password -> Arguments.of(file, password)));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aPasswordThatRedisWouldNotReadIsRefusedInOneLine(String file, String password) throws Exception {
        assertThat(started(file, password)).isEqualTo(new Ended(1, "", REFUSAL));
    }

    @ParameterizedTest
    @MethodSource("fit")
    void anyOtherStandsInTheConfigurationAsItIs(String file, String password) throws Exception {
        var ended = started(file, password);

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).contains("requirepass " + password);
    }

    /** Of what is not the script's: a Redis that shows its configuration, and a Sentinel that knows nothing yet. */
    private Ended started(String file, String password) throws IOException, InterruptedException {
        for (String program : new String[] {"redis-server", "redis-sentinel"}) {
            program(program, "cat \"$1\"");
        }
        program("redis-cli", "exit 1");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var script = new ProcessBuilder("sh", "-c", script(file).replace("/tmp/", folder + "/"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        script.environment().clear();
        script.environment().put("PATH", folder + ":/usr/bin:/bin");
        script.environment().put("HOSTNAME", "redis-1");
        script.environment().put("LC_ALL", "C.UTF-8");
        script.environment().put("REDIS_PASSWORD", password);
        int code = script.start().waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static String script(String file) {
        return Manifests.plain(file.replaceFirst("/[^/]+$", "")).stream()
                .filter(manifest -> manifest.file().equals(file) && manifest.is("StatefulSet"))
                .flatMap(Manifest::containers)
                .findFirst()
                .orElseThrow()
                .at("/command/2")
                .asText();
    }
}
