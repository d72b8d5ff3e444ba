package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An exported script in Node, with modules that record what the script asks of k6. */
final class NodeScript {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MODULES =
            List.of("package.json", "record.js", "k6.js", "http.js", "execution.js", "data.js", "metrics.js");
    private static Path folder;

    private final Path script;

    private NodeScript(Path script) {
        this.script = script;
    }

    static synchronized NodeScript of(String text) {
        try {
            if (folder == null) {
                folder = prepared();
            }
            return new NodeScript(Files.writeString(Files.createTempFile(folder, "script", ".mjs"), text));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What it did as so many users, each with so many iterations. */
    Events run(int users, int iterations, Map<String, String> environment) {
        String output = node(
                environment,
                folder.resolve("run.mjs").toString(),
                script.toString(),
                Integer.toString(users),
                Integer.toString(iterations));
        try {
            return new Events(JSON.readTree(output));
        } catch (IOException noJson) {
            throw new UncheckedIOException(output, noJson);
        }
    }

    Events run(int users, int iterations) {
        return run(users, iterations, Map.of());
    }

    /** Whether Node can read it as an ES module. */
    NodeScript check() {
        node(Map.of(), "--check", script.toString());
        return this;
    }

    record Events(JsonNode root) {
        JsonNode options() {
            return root.path("options");
        }

        List<JsonNode> requests() {
            return those("method");
        }

        List<JsonNode> those(String kind) {
            return StreamSupport.stream(root.path("events").spliterator(), false)
                    .filter(event -> event.has(kind))
                    .toList();
        }

        List<JsonNode> metric(String name) {
            return those("metric").stream()
                    .filter(event -> event.path("metric").asText().equals(name))
                    .toList();
        }
    }

    private static String node(Map<String, String> environment, String... arguments) {
        try {
            assumeTrue(new ProcessBuilder("node", "--version").start().waitFor(20, TimeUnit.SECONDS));
        } catch (IOException missing) {
            assumeTrue(false, "node is not installed: the exported k6 scripts were not run");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of("node"), Stream.of(arguments)).toList());
            builder.environment().putAll(environment);
            Path output = Files.createTempFile(folder, "output", ".txt");
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("node ended").isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return Files.readString(output);
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Path prepared() throws IOException {
        Path root = Files.createTempDirectory(Path.of("target"), "k6").toAbsolutePath();
        Path modules = Files.createDirectories(root.resolve("node_modules/k6"));
        for (String name : MODULES) {
            copy("/k6/modules/" + name, modules.resolve(name));
        }
        copy("/k6/run.mjs", root.resolve("run.mjs"));
        return root;
    }

    private static void copy(String resource, Path to) throws IOException {
        try (var stream = NodeScript.class.getResourceAsStream(resource)) {
            Files.write(to, stream.readAllBytes());
        }
    }
}
