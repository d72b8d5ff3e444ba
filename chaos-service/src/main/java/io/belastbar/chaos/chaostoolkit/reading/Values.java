package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that stand for <code>$name</code> and <code>${name}</code> in an experiment, as Chaos Toolkit puts them in:
 * those of the configuration first, then secrets; <code>$$</code> stands for itself, and a name that is not known stays.
 * The environment of this service is nobody's configuration: such a value is given when a game day is begun.
 */
final class Values {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_.]*)})");
    private static final int LENGTH_MAX = 1_000;

    private final Map<String, String> known = new TreeMap<>();
    private final Map<String, String> open = new TreeMap<>();
    private final Set<String> computed = new HashSet<>();
    private final Set<String> typed = new HashSet<>();
    private final Map<String, String> secrets = new TreeMap<>();

    private Values() {}

    /**
     * A text with its values.
     *
     * @param text in which references to secrets stay
     * @param secret the group of the first secret that it refers to
     * @param open the first value that nobody gave, and where it would come from
     * @param computed the first value that a probe would have to find out
     */
    record Filled(String text, Optional<String> secret, Optional<String> open, Optional<String> computed) {
        boolean isWhole() {
            return secret.isEmpty() && open.isEmpty() && computed.isEmpty();
        }
    }

    static Values read(DocumentNode root, Map<String, String> given, ErrorCollector errors) {
        Values values = new Values();
        root.optional("configuration")
                .filter(node -> node.requireMapping(errors))
                .ifPresent(node -> node.fields().forEach((name, value) -> values.configured(name, value, errors)));
        root.optional("secrets").filter(node -> node.requireMapping(errors)).ifPresent(node -> node.fields()
                .forEach(values::group));
        given.forEach((name, value) -> values.give(name, value, root, errors));
        return values;
    }

    private void configured(String name, DocumentNode value, ErrorCollector errors) {
        switch (value.kind()) {
            case SCALAR -> {
                known.put(name, value.text());
                if (!ExperimentJson.scalar(value.text(), value.quoted()).isTextual()) {
                    typed.add(name);
                }
            }
            case MAPPING -> looked(name, value, errors);
            case SEQUENCE, NULL, ABSENT -> computed.add(name);
        }
    }

    private void looked(String name, DocumentNode value, ErrorCollector errors) {
        String type = value.optional("type").map(DocumentNode::text).orElse("");
        if (!type.equals("env")) {
            computed.add(name);
            return;
        }
        String key = value.name("key", errors);
        if (value.optional("env_var_type")
                .filter(kind -> !kind.text().equals("str"))
                .isPresent()) {
            typed.add(name);
        }
        Optional<String> otherwise = value.optionalString("default", errors);
        otherwise.ifPresent(text -> known.put(name, text));
        if (otherwise.isEmpty()) {
            open.put(name, key);
        }
    }

    private void group(String group, DocumentNode keys) {
        keys.fields().keySet().forEach(key -> {
            secrets.putIfAbsent(key, group);
            secrets.put(group + "." + key, group);
        });
    }

    private void give(String name, String value, DocumentNode root, ErrorCollector errors) {
        if (SecretNames.contain(name) || SecretTexts.isIn(value)) {
            errors.add(root, "a variable must not hold a secret: name a credential instead", name);
            return;
        }
        if (!known.containsKey(name) && !open.containsKey(name)) {
            Set<String> names = new TreeSet<>(known.keySet());
            names.addAll(open.keySet());
            errors.add(
                    root,
                    "has no configuration of this name; known are "
                            + (names.isEmpty() ? "none" : String.join(", ", names)),
                    name);
        } else if (value.length() > LENGTH_MAX) {
            errors.add(
                    root,
                    "a variable may have at most " + LENGTH_MAX + " characters",
                    name + " with " + value.length() + " characters");
        } else {
            open.remove(name);
            known.put(name, value);
        }
    }

    /** The configuration that has a value. */
    Map<String, String> known() {
        return known;
    }

    /** The group of a secret; empty if no secret has this name. */
    Optional<String> secret(String name) {
        return known.containsKey(name) ? Optional.empty() : Optional.ofNullable(secrets.get(name));
    }

    Filled fill(String text) {
        String[] missing = new String[3];
        String filled = REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, missing)));
        return new Filled(
                filled,
                Optional.ofNullable(missing[0]),
                Optional.ofNullable(missing[1]),
                Optional.ofNullable(missing[2]));
    }

    private String value(MatchResult found, String[] missing) {
        if (found.group(1) != null) {
            return "$";
        }
        String name = found.group(2) == null ? found.group(3) : found.group(2);
        if (known.containsKey(name)) {
            return known.get(name);
        }
        if (open.containsKey(name)) {
            missing[1] = missing[1] == null ? name + " (" + open.get(name) + ")" : missing[1];
        } else if (computed.contains(name)) {
            missing[2] = missing[2] == null ? name : missing[2];
        } else if (secrets.containsKey(name)) {
            missing[0] = missing[0] == null ? secrets.get(name) : missing[0];
        }
        return found.group();
    }

    /** Whether a text is one reference to a number or a truth value, and becomes one itself. */
    boolean isTyped(String text) {
        Matcher whole = REFERENCE.matcher(text);
        return whole.matches()
                && whole.group(1) == null
                && typed.contains(whole.group(2) == null ? whole.group(3) : whole.group(2));
    }
}
