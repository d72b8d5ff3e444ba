package io.belastbar.local.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.DocumentParser;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Puts the content of test data that a scenario names by file, {@code data: { users: { file: users.csv } }}, in the place of its
 * name: the service reads no files. Lines stay where they are, so that faults are found at their place in the user's file.
 */
final class DataFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path scenario;
    private final String text;

    DataFiles(Path scenario, String text) {
        this.scenario = scenario;
        this.text = text;
    }

    private record Named(ScalarNode key, ScalarNode file) {}

    /** @throws CommandFailure with its place in the scenario when a file cannot be read, or is too large for a document */
    String inlined() throws IOException {
        List<Named> files = named();
        StringBuilder whole = new StringBuilder(text);
        // From the end, so that the places before it stay what they are.
        for (Named data : files.reversed()) {
            replace(whole, data.file(), quoted(data.file()));
            replace(whole, data.key(), "csv");
        }
        return whole.toString();
    }

    private List<Named> named() {
        List<Named> named = new ArrayList<>();
        YamlTree.of(text).flatMap(root -> YamlTree.mapping(root, "data")).ifPresent(data -> {
            for (NodeTuple feeder : data.getValue()) {
                if (feeder.getValueNode() instanceof MappingNode settings) {
                    files(settings, named);
                }
            }
        });
        return named;
    }

    private static void files(MappingNode settings, List<Named> named) {
        for (NodeTuple setting : settings.getValue()) {
            if (YamlTree.is(setting, "file") && setting.getValueNode() instanceof ScalarNode file) {
                named.add(new Named((ScalarNode) setting.getKeyNode(), file));
            }
        }
    }

    private String quoted(ScalarNode name) throws IOException {
        Path file = scenario.toAbsolutePath().resolveSibling(name.getValue());
        if (!Files.isRegularFile(file)) {
            throw refused(name, "no such file: " + file.normalize());
        }
        if (Files.size(file) > DocumentParser.SIZE_MAX) {
            throw refused(
                    name,
                    file.normalize() + " has " + Files.size(file) + " bytes; a scenario may have "
                            + DocumentParser.SIZE_MAX + " with its data");
        }
        String content = ScenarioFile.text(file);
        return json(content.startsWith("\uFEFF") ? content.substring(1) : content);
    }

    /** A JSON string is a YAML scalar in double quotes, on one line. */
    private static String json(String content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a text should have a JSON form", impossible);
        }
    }

    private CommandFailure refused(ScalarNode name, String rule) {
        Mark at = name.getStartMark();
        return new CommandFailure(
                ExitCodes.INVALID_INPUT,
                scenario + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1) + ": " + rule);
    }

    private void replace(StringBuilder whole, ScalarNode node, String by) {
        whole.replace(index(node.getStartMark()), index(node.getEndMark()), by);
    }

    /** A mark counts characters of Unicode, a text in Java may need two for one. */
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
