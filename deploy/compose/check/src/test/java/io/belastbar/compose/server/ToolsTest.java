package io.belastbar.compose.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.SecretsScript;
import io.belastbar.compose.file.ComposeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs that will read the files say of them, where they are; none needs an engine. */
class ToolsTest {
    @TempDir
    Path folder;

    /** The whole of it: anchors, variables and depends_on as Compose understands them. */
    @Test
    void composeReadsTheFile() throws Exception {
        assumeTrue(
                isThere("docker-compose", "version"), "docker-compose is absent: install the package docker-compose");
        SecretsScript.run(folder);
        copy("compose.yaml");

        var read = run(
                List.of("docker-compose", "-f", folder.resolve("compose.yaml").toString(), "config"));

        assertThat(read.code()).as(read.output()).isZero();
        JsonNode services = ComposeFile.parse(read.output()).at("/services");
        var running = ComposeFile.read().services().stream()
                .filter(service -> !service.json().has("profiles"))
                .toList();
        assertThat(running).allMatch(service -> services.has(service.name()));
        assertThat(running).allSatisfy(service -> {
            var environment = services.path(service.name()).path("environment");
            assertThat(service.environment().keySet())
                    .allSatisfy(name -> assertThat(environment.path(name).asText())
                            .isNotBlank()
                            .doesNotContain("${"));
        });
        assertThat(services.at("/budget-service/environment/BELASTBAR_TARGETS_PAGE_URL")
                        .asText())
                .isEqualTo("http://dashboard:18700");
    }

    @Test
    void composeNamesAVariableThatIsMissing() throws Exception {
        assumeTrue(
                isThere("docker-compose", "version"), "docker-compose is absent: install the package docker-compose");
        copy("compose.yaml");
        Files.createDirectories(folder.resolve("deploy/compose"));
        Files.createFile(folder.resolve("deploy/compose/targets.env"));

        var read = run(
                List.of("docker-compose", "-f", folder.resolve("compose.yaml").toString(), "config"));

        assertThat(read.code()).isNotZero();
        assertThat(read.output()).contains("run deploy/compose/secrets.sh");
    }

    @Test
    void prometheusReadsItsSettingsAndRules() throws Exception {
        assumeTrue(isThere("promtool", "--version"), "promtool is absent: install the package prometheus");
        Files.createDirectories(folder.resolve("rules"));
        Files.copy(ComposeFile.ROOT.resolve("deploy/compose/prometheus.yml"), folder.resolve("prometheus.yml"));
        try (Stream<Path> rules = Files.list(ComposeFile.ROOT.resolve("deploy/prometheus/rules"))) {
            for (Path rule : rules.filter(Files::isRegularFile).toList()) {
                Files.copy(rule, folder.resolve("rules").resolve(rule.getFileName()));
            }
        }

        var read = run(List.of(
                "promtool", "check", "config", folder.resolve("prometheus.yml").toString()));

        assertThat(read.code()).as(read.output()).isZero();
        assertThat(read.output()).contains("rule files found");
    }

    @Test
    void alertmanagerReadsItsSettings() throws Exception {
        assumeTrue(isThere("amtool", "--version"), "amtool is absent: install the package prometheus-alertmanager");

        var read = run(List.of(
                "amtool",
                "check-config",
                ComposeFile.ROOT.resolve("deploy/compose/alertmanager.yml").toString()));

        assertThat(read.code()).as(read.output()).isZero();
    }

    /** The plug-in of Docker's client, else the program that came before it. */
    private Optional<List<String>> compose() throws InterruptedException {
        List<String> rest = List.of("-f", folder.resolve("compose.yaml").toString(), "config");
        for (var program : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
            if (isThere(Stream.concat(program.stream(), Stream.of("version")).toArray(String[]::new))) {
                return Optional.of(
                        Stream.concat(program.stream(), rest.stream()).toList());
            }
        }
        return Optional.empty();
    }

    private void copy(String file) throws IOException {
        Files.copy(ComposeFile.ROOT.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private record Ended(int code, String output) {}

    private Ended run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BELASTBAR_"));
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(output));
    }

    private static boolean isThere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
