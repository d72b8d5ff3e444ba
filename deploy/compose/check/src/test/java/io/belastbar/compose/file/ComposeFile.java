package io.belastbar.compose.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A compose file with what its anchors bring, and the line of each value. A key that stands twice is refused; of what a
 * merge brings and an object has itself, the object's own holds.
 *
 * @param lines by JSON pointer
 * @see <a href="https://yaml.org/type/merge.html">Merge keys of YAML 1.1</a>
 */
public record ComposeFile(JsonNode json, Map<String, Integer> lines) {
    /** The root of the source tree. */
    public static final Path ROOT = root();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "compose.yaml";

    public static ComposeFile read() {
        return parse(text());
    }

    public static String text() {
        return text(NAME);
    }

    /** Of any file of the tree. */
    public static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException when it is no YAML, or a key stands twice */
    public static ComposeFile parse(String text) {
        var lines = new HashMap<String, Integer>();
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        return new ComposeFile(value(root, "", lines), lines);
    }

    /** Another file of YAML, with its positions left out. */
    public static JsonNode yaml(String path) {
        return parse(text(path)).json();
    }

    public List<ComposeService> services() {
        return json.path("services").properties().stream()
                .map(service -> new ComposeService(this, service.getKey(), service.getValue()))
                .toList();
    }

    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** The line of a value, else of the nearest that it is in. */
    public int line(String pointer) {
        for (String place = pointer; !place.isEmpty(); place = place.substring(0, place.lastIndexOf('/'))) {
            if (lines.containsKey(place)) {
                return lines.get(place);
            }
        }
        return 1;
    }

    public Fault fault(String pointer, String rule) {
        return new Fault(NAME, line(pointer), pointer, rule);
    }

    /** Of an array, or of nothing. */
    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode value(Node node, String pointer, Map<String, Integer> lines) {
        lines.put(pointer, node.getStartMark().getLine() + 1);
        return switch (node) {
            case MappingNode mapping -> object(mapping, pointer, lines);
            case SequenceNode sequence -> {
                var array = JSON.createArrayNode();
                for (Node element : sequence.getValue()) {
                    array.add(value(element, pointer + "/" + array.size(), lines));
                }
                yield array;
            }
            default -> scalar((ScalarNode) node);
        };
    }

    private static ObjectNode object(MappingNode mapping, String pointer, Map<String, Integer> lines) {
        ObjectNode object = JSON.createObjectNode();
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode().getTag().equals(Tag.MERGE)) {
                object.setAll((ObjectNode) value(pair.getValueNode(), pointer, lines));
            }
        }
        var own = JSON.createObjectNode();
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode().getTag().equals(Tag.MERGE)) {
                continue;
            }
            String key = ((ScalarNode) pair.getKeyNode()).getValue();
            int line = pair.getKeyNode().getStartMark().getLine() + 1;
            if (own.has(key)) {
                throw new IllegalArgumentException("line %d: %s should stand once".formatted(line, key));
            }
            String place = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            lines.keySet().removeIf(below -> below.startsWith(place + "/"));
            own.set(key, value(pair.getValueNode(), place, lines));
            lines.put(place, line);
        }
        lines.put(pointer, mapping.getStartMark().getLine() + 1);
        object.setAll(own);
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BOOL)) {
            return JSON.getNodeFactory().booleanNode(text.equals("true"));
        }
        if (scalar.getTag().equals(Tag.INT)) {
            return JSON.getNodeFactory().numberNode(Long.parseLong(text));
        }
        return scalar.getTag().equals(Tag.NULL)
                ? JSON.nullNode()
                : JSON.getNodeFactory().textNode(text);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(NAME))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
