package io.belastbar.kubernetes.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a file says, and what keeps it from being read alike by everybody: tools differ in what they make of a key that
 * stands twice, of anchors, and of an empty document.
 *
 * @param manifests as far as they could be read
 */
public record Reading(List<Manifest> manifests, List<Fault> faults) {
    private static final String UTF_8_MARK = "\uFEFF";
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL));

    public static Reading of(String file, String text) {
        var characters = characters(file, text).toList();
        if (!characters.isEmpty()) {
            return new Reading(List.of(), characters);
        }
        try {
            var faults = new ArrayList<Fault>();
            var loaded = new Yaml(new LoaderOptions()).composeAll(new StringReader(text));
            List<Node> documents =
                    StreamSupport.stream(loaded.spliterator(), false).toList();
            IntStream.range(0, documents.size())
                    .forEach(index -> faults.addAll(new Document(file, index + 1, documents.get(index)).faults()));
            return faults.isEmpty()
                    ? new Reading(objects(file, text, documents), List.of())
                    : new Reading(List.of(), List.copyOf(faults));
        } catch (MarkedYAMLException refused) {
            int line = refused.getProblemMark() == null
                    ? 1
                    : refused.getProblemMark().getLine() + 1;
            return new Reading(List.of(), List.of(fault(file, line, "should be YAML: " + refused.getProblem())));
        } catch (YAMLException refused) {
            return new Reading(List.of(), List.of(fault(file, 1, "should be YAML: " + refused.getMessage())));
        }
    }

    /** What an editor does not show. */
    private static Stream<Fault> characters(String file, String text) {
        var mark = text.startsWith(UTF_8_MARK)
                ? Stream.of(fault(file, 1, "should begin without a byte order mark: was U+FEFF"))
                : Stream.<Fault>empty();
        List<String> lines = text.lines().toList();
        var hidden = IntStream.range(0, lines.size()).boxed().flatMap(index -> lines.get(index)
                .chars()
                .filter(character -> Character.isISOControl(character) && character != '\t')
                .limit(1)
                .mapToObj(character ->
                        fault(file, index + 1, "should have no control character: was U+%04X".formatted(character))));
        return Stream.concat(mark, hidden);
    }

    private static List<Manifest> objects(String file, String text, List<Node> nodes) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            List<JsonNode> all = documents.readAll();
            boolean several = all.size() > 1 && all.size() == nodes.size();
            return IntStream.range(0, all.size())
                    .boxed()
                    .flatMap(index -> each(all.get(index))
                            .map(json -> new Manifest(file, json, several ? line(nodes.get(index)) : 0)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** What a cluster makes of a List: each of its items. */
    private static Stream<JsonNode> each(JsonNode object) {
        return object.path("kind").asText().equals("List")
                        && object.path("items").isArray()
                ? Manifest.elements(object.path("items")).flatMap(Reading::each)
                : Stream.of(object);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static Fault fault(String file, int line, String rule) {
        return new Fault(file, 0, "line " + line, "/", rule);
    }

    /** @param number which of the file, from 1 */
    private record Document(String file, int number, Node root) {
        List<Fault> faults() {
            if (root instanceof MappingNode object) {
                return found(object, "").toList();
            }
            boolean empty = root instanceof ScalarNode text && text.getValue().isEmpty();
            return List.of(new Fault(
                    file,
                    line(root),
                    "document " + number,
                    "/",
                    "should be an object: was " + (empty ? "empty" : root.getNodeId())));
        }

        private Stream<Fault> found(Node node, String key) {
            if (node.getAnchor() != null) {
                return Stream.of(fault(
                        key, node, "should be written out where it is used: was the anchor &" + node.getAnchor()));
            }
            return switch (node) {
                case MappingNode object -> ofObject(object, key);
                case SequenceNode list ->
                    IntStream.range(0, list.getValue().size())
                            .boxed()
                            .flatMap(index -> found(list.getValue().get(index), key + "/" + index));
                default -> Stream.empty();
            };
        }

        private Stream<Fault> ofObject(MappingNode object, String key) {
            var known = new HashSet<String>();
            return object.getValue().stream().flatMap(pair -> {
                String name = name(pair);
                String below = key + "/" + name;
                return known.add(name)
                        ? found(pair.getValueNode(), below)
                        : Stream.of(fault(below, pair.getKeyNode(), "should be there once: was there again"));
            });
        }

        private Fault fault(String key, Node node, String rule) {
            return new Fault(file, 0, object(), key, rule + " in line " + line(node));
        }

        private String object() {
            var top = (MappingNode) root;
            String name = value(top, "metadata") instanceof MappingNode metadata ? text(value(metadata, "name")) : "";
            return text(value(top, "kind")) + "/" + name;
        }

        private static Node value(MappingNode object, String key) {
            return object.getValue().stream()
                    .filter(pair -> name(pair).equals(key))
                    .map(NodeTuple::getValueNode)
                    .findFirst()
                    .orElse(null);
        }

        private static String text(Node node) {
            return node instanceof ScalarNode scalar ? scalar.getValue() : "";
        }

        private static String name(NodeTuple pair) {
            return text(pair.getKeyNode());
        }
    }
}
