package io.belastbar.local.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scenario on disk, as far as the command line must know it; loadtest-service reads it again and judges.
 *
 * @param text as it is sent, with the content of the files that it names
 * @param name what the document calls itself
 * @param targets the registered targets that it names
 */
public record ScenarioFile(Path path, String text, String name, Set<String> targets) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Without values from the command line. */
    public static ScenarioFile read(Path path) throws IOException {
        return read(path, Map.of());
    }

    /**
     * As it is sent.
     *
     * @param set what <code>${set.NAME}</code> stands for
     * @throws CommandFailure with file, line and column when it is no YAML, does not say what it is called, or names what is
     *     not there
     */
    public static ScenarioFile read(Path path, Map<String, String> set) throws IOException {
        String raw = text(path);
        requireYaml(path, raw);
        String text = new Placeholders(path, set, System::getenv).filled(raw);
        JsonNode tree = requireYaml(path, text);

        String name = tree == null ? "" : tree.path("scenario").asText("");
        if (name.isBlank()) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, path + ":1:1: must name the scenario, for example scenario: checkout");
        }
        var targets = new TreeSet<String>();
        for (String key : new String[] {"target", "database"}) {
            if (tree.path(key).isTextual()) {
                targets.add(tree.get(key).asText());
            }
        }
        return new ScenarioFile(path, new DataFiles(path, text).inlined(), name, targets);
    }

    /** What it says it shows of a budget; empty if it does not say. */
    public List<String> covers() {
        var names = new ArrayList<String>();
        requireYaml(path, text)
                .path("covers")
                .forEach(name -> names.add(name.asText().strip()));
        return names;
    }

    private static JsonNode requireYaml(Path path, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException notYaml) {
            var at = notYaml.getLocation();
            String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            String rule = notYaml.getOriginalMessage().lines().findFirst().orElse("");
            throw new CommandFailure(ExitCodes.INVALID_INPUT, path + place + ": must be YAML: " + rule);
        }
    }

    /** The system of a {@code system.yml} beside the scenario or in the folder above. */
    public Optional<String> neighbouringSystem() throws IOException {
        Path folder = path.toAbsolutePath().normalize().getParent();
        for (Path candidate : new Path[] {folder, folder.getParent()}) {
            Path file = candidate == null ? null : candidate.resolve("system.yml");
            if (file != null && Files.isRegularFile(file)) {
                try {
                    return Optional.of(YAML.readTree(Files.readString(file))
                                    .path("system")
                                    .asText(""))
                            .filter(id -> !id.isBlank());
                } catch (JsonProcessingException notYaml) {
                    throw new CommandFailure(ExitCodes.INVALID_INPUT, file + " is not YAML");
                }
            }
        }
        return Optional.empty();
    }

    /** @throws CommandFailure when there is no such file, or it is no UTF-8 text */
    public static String text(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no such file: " + path);
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException notText) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, path + " should be a text in UTF-8");
        }
    }
}
