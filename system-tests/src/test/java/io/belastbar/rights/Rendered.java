package io.belastbar.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of the production overlay as {@code kubectl kustomize} makes them; where it is absent, those of the base. */
public final class Rendered {
    private static final Path KUBERNETES =
            Path.of("").toAbsolutePath().getParent().resolve("deploy/kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
    private static final List<JsonNode> OBJECTS = objects();

    private Rendered() {}

    public static Stream<JsonNode> of(String kind) {
        return OBJECTS.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    public static JsonNode one(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + kind + "/" + name));
    }

    public static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    public static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    public static List<JsonNode> read(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> objects() {
        try {
            return read(kustomized());
        } catch (IOException noKubectl) {
            System.out.println("kubectl is absent: the base is read as it stands (install the package kubectl)");
            return files().flatMap(file -> read(file).stream()).toList();
        }
    }

    private static String kustomized() throws IOException {
        Process kubectl = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        KUBERNETES.resolve("overlays/production").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("kubectl kustomize failed");
        }
        return text;
    }

    private static Stream<String> files() {
        try (var files = Files.walk(KUBERNETES.resolve("base"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).map(Rendered::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
