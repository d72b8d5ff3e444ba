package io.belastbar.local.scenario;

import io.belastbar.document.DocumentParser;
import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A document with the places of its parts. */
final class YamlTree {

    private YamlTree() {}

    /** Empty for what is no single document: it is sent as it is, and the service says what is wrong with it. */
    static Optional<Node> of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DocumentParser.SIZE_MAX);
        try {
            return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (YAMLException refused) {
            return Optional.empty();
        }
    }

    /** The mapping under this key. */
    static Optional<MappingNode> mapping(Node node, String key) {
        return node instanceof MappingNode parent
                ? parent.getValue().stream()
                        .filter(entry -> is(entry, key))
                        .map(NodeTuple::getValueNode)
                        .filter(MappingNode.class::isInstance)
                        .map(MappingNode.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    static boolean is(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }
}
