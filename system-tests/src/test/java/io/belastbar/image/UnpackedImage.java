package io.belastbar.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An image's tar as a container engine sees it: its configuration, and its layers one over the other.
 *
 * @param config of the image, as OCI's image specification has it
 * @param layers the files of each, the base's first
 * @param root with all layers unpacked
 */
public record UnpackedImage(JsonNode config, List<List<String>> layers, Path root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static UnpackedImage of(Path tar, Path folder) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Path root = Files.createDirectories(folder.resolve("root"));
        tar("-xf", tar.toString(), "-C", parts.toString());
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
        var layers = new ArrayList<List<String>>();
        for (JsonNode layer : manifest.get("Layers")) {
            String file = parts.resolve(layer.asText()).toString();
            tar("-xzf", file, "-C", root.toString());
            layers.add(tar("-tzf", file)
                    .lines()
                    .filter(name -> !name.endsWith("/"))
                    .toList());
        }
        JsonNode config =
                JSON.readTree(parts.resolve(manifest.get("Config").asText()).toFile());
        return new UnpackedImage(config.get("config"), layers, root);
    }

    public List<String> texts(String key) {
        return StreamSupport.stream(config.get(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    public String label(String name) {
        return config.get("Labels").path("org.opencontainers.image." + name).asText();
    }

    /** The names of the libraries' jars, without those of the base. */
    public List<String> libraries() {
        return layers.stream()
                .flatMap(List::stream)
                .filter(name -> name.matches("app/lib/.*\\.jar"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    /** What starts it as a container would be: its files read-only, its own user, an empty /tmp. */
    public List<String> command(List<String> environment) {
        var command = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--ro-bind", root.toString(), "/"));
        command.addAll(List.of("--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"));
        command.addAll(List.of("--unshare-user", "--uid", config.get("User").asText(), "--clearenv"));
        Stream.concat(texts("Env").stream(), environment.stream()).forEach(pair -> {
            String[] nameAndValue = pair.split("=", 2);
            command.addAll(List.of("--setenv", nameAndValue[0], nameAndValue[1]));
        });
        command.addAll(List.of("--chdir", config.get("WorkingDir").asText(), "--"));
        command.addAll(texts("Entrypoint"));
        return command;
    }

    private static String tar(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tar", "--warning=no-unknown-keyword"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
