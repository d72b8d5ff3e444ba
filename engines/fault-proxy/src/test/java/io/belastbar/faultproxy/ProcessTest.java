package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.faultproxy.proxies.StateFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of proxies when their process is killed, and what it says when it cannot start. */
class ProcessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final EchoServer echo = new EchoServer();

    @AfterEach
    void stop() {
        echo.close();
    }

    private Path state() {
        return folder.resolve("state.json");
    }

    private ProxyProcess start(String... more) throws Exception {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--state";
        arguments[1] = state().toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new ProxyProcess(folder, arguments);
    }

    private String create(ProxyProcess process, String name) throws Exception {
        var answer = process.send(
                "POST",
                "/proxies",
                "{\"name\":\"%s\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"%s\"}".formatted(name, echo.address()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("listen").asText();
    }

    @Test
    void killedProcessComesBackWithItsProxiesAndWithoutToxics() throws Exception {
        String listen;
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "[{\"name\":\"moved\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}]");
        try (var first = start("--config", config.toString())) {
            listen = create(first, "Üb \\\"1\\\"");
            create(first, "down");
            create(first, "short");
            first.send("POST", "/proxies/down", "{\"enabled\":false}");
            first.send("POST", "/proxies/short", "{\"enabled\":false,\"ttl\":1}");
            first.send("POST", "/proxies/moved", "{\"upstream\":\"127.0.0.1:10\"}");
            first.send(
                    "POST",
                    "/proxies/%C3%9Cb%20%221%22/toxics",
                    "{\"type\":\"timeout\",\"attributes\":{\"timeout\":0}}");
            first.kill();
        }

        try (var second = start("--config", config.toString())) {
            JsonNode all = JSON.readTree(second.send("GET", "/proxies", "").body());
            assertThat(all.path("Üb \"1\"").path("toxics").isEmpty()).isTrue();
            assertThat(all.path("down").path("enabled").asBoolean(true)).isFalse();
            assertThat(all.path("moved").path("upstream").asText()).isEqualTo("127.0.0.1:10");
            Await.until(
                    () -> JSON.readTree(second.send("GET", "/proxies/short", "").body())
                            .path("enabled")
                            .asBoolean());
            try (var client = new Client(listen)) {
                assertThat(client.ask("back")).isEqualTo("back");
            }
        }
    }

    @Test
    void stateIsWholeWheneverTheProcessIsKilled() throws Exception {
        for (int kill = 0; kill < 3; kill++) {
            var process = start();
            process.port();
            Thread killer = Thread.ofVirtual().unstarted(process::kill);
            int written = 0;
            try (process) {
                create(process, "p" + kill);
                while (written < 100_000) {
                    if (written++ == 7 * kill + 5) {
                        killer.start();
                    }
                    process.send("POST", "/proxies/p0", "{\"upstream\":\"127.0.0.1:" + written + "\"}");
                }
            } catch (UncheckedIOException e) {
                // killed
            }
            assertThat(killer.join(Duration.ofSeconds(60))).isTrue();
            assertThat(new StateFile(state()).read()).hasSize(kill + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"format\":\"belastbar-fault-proxy\",\"version\":1,\"proxies\":[{\"na",
                "[1,2,3]",
                "{\"format\":\"belastbar-fault-proxy\",\"version\":2,\"proxies\":[]}",
                "{\"format\":\"belastbar-fault-proxy\",\"version\":1,\"proxies\":[{\"name\":\"p\"}]}",
                "\u0000\u0001"
            })
    void stateThatCannotBeReadIsSaidInALineAndLeftAsItIs(String content) throws Exception {
        Files.writeString(state(), content);

        try (var process = start()) {
            assertThat(process.exitCode()).isEqualTo(104);
            assertThat(process.output().strip())
                    .startsWith("fault-proxy: the state file " + state() + " cannot be used: ")
                    .doesNotContain("\tat ")
                    .hasLineCount(1);
        }
        assertThat(Files.readString(state())).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen 0.0.0.0:0", "--listen nowhere", "--laziness", "--state"})
    void wrongArgumentIsSaidInALine(String argument) throws Exception {
        try (var process = new ProxyProcess(folder, argument.split(" "))) {
            assertThat(process.exitCode()).isEqualTo(104);
            assertThat(process.output()).startsWith("fault-proxy: ").doesNotContain("\tat ");
        }
    }
}
