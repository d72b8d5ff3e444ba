package io.belastbar.local.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Writes what the command line and the environment say into a scenario: <code>${set.NAME}</code> is what {@code --set
 * NAME=VALUE} gave, <code>${env.NAME}</code> a variable of the environment. A scalar in quotes stays a text, whatever the value.
 */
public final class Placeholders {

    private static final Pattern PLACE = Pattern.compile("\\$\\{(set|env)\\.([A-Za-z_][A-Za-z0-9_]*)}");
    /** What no place in YAML reads as anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> KINDS = List.of("set", "env");

    private final Path scenario;
    private final Map<String, String> set;
    private final UnaryOperator<String> environment;
    private final TreeSet<String> unused;
    /** Test data of the scenario's own may be called so. */
    private final Set<String> taken = new HashSet<>();

    public Placeholders(Path scenario, Map<String, String> set, UnaryOperator<String> environment) {
        this.scenario = scenario;
        this.set = new TreeMap<>(set);
        this.environment = environment;
        this.unused = new TreeSet<>(set.keySet());
    }

    /** @throws CommandFailure when a place has no value, a value no place, or one has more than one line */
    public String filled(String text) {
        Optional<Node> root = YamlTree.of(text);
        if (root.isEmpty()) {
            return text;
        }
        Optional<MappingNode> data = YamlTree.mapping(root.get(), "data");
        data.ifPresent(feeders -> feeders.getValue()
                .forEach(feeder ->
                        KINDS.stream().filter(kind -> YamlTree.is(feeder, kind)).forEach(taken::add)));
        List<ScalarNode> scalars = new ArrayList<>();
        collect(root.get(), scalars);
        StringBuilder whole = new StringBuilder(text);
        for (ScalarNode scalar : scalars.reversed()) {
            int begin = text.offsetByCodePoints(0, scalar.getStartMark().getIndex());
            int end = text.offsetByCodePoints(0, scalar.getEndMark().getIndex());
            whole.replace(begin, end, written(scalar, text.substring(begin, end)));
        }
        if (!unused.isEmpty()) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "--set %s=… has no place in %s: write ${set.%s} there"
                            .formatted(unused.getFirst(), scenario, unused.getFirst()));
        }
        return whole.toString();
    }

    private static void collect(Node node, List<ScalarNode> found) {
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(entry -> collect(entry.getValueNode(), found));
            case SequenceNode sequence -> sequence.getValue().forEach(item -> collect(item, found));
            case ScalarNode scalar when PLACE.matcher(scalar.getValue()).find() -> found.add(scalar);
            case null, default -> {
                // Nothing of it is text with a place.
            }
        }
    }

    private String written(ScalarNode scalar, String raw) {
        boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        if (block) {
            return filled(raw, scalar.getStartMark());
        }
        String value = filled(scalar.getValue(), scalar.getStartMark());
        return scalar.getScalarStyle() == ScalarStyle.PLAIN
                        && PLAIN.matcher(value).matches()
                ? value
                : quoted(value);
    }

    private String filled(String text, Mark at) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(taken.contains(place.group(1)) ? place.group() : value(place, at)));
    }

    private String value(MatchResult place, Mark at) {
        boolean given = place.group(1).equals("set");
        String name = place.group(2);
        String value = given ? set.get(name) : environment.apply(name);
        unused.remove(given ? name : "");
        String where = scenario + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1) + ": " + place.group();
        if (value == null) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    where
                            + (given
                                    ? " has no value; give --set " + name + "=VALUE"
                                    : " is not set in the environment"));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, where + " must have a value on one line");
        }
        return value;
    }

    private static String quoted(String value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a text should have a JSON form", impossible);
        }
    }
}
