package io.belastbar.kubernetes.reference.variable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of SmallRye's {@code @ConfigMapping} interfaces, read from their text: an interface is a group, a map's key any word. */
final class Mappings {
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern NOT_SAID =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|@WithDefault\\(\\s*\"[^\"]*\"\\s*\\)|@ConfigMapping\\([^)]*\\)");
    private static final Pattern TOKEN =
            Pattern.compile("interface (\\w+)[^{]*\\{|(\\{)|(})|@WithName\\(\"([^\"]+)\"\\)"
                    + "|(@WithParentName)|([\\w.]+(?:<[^;(){}]*>)?)\\s+(\\w+)\\(\\);");
    private static final Pattern MAP = Pattern.compile("Map<[^,]+,\\s*(.+)>");
    private static final Pattern LIST = Pattern.compile("(?:List|Set)<(.+)>");
    private static final Pattern OPTIONAL = Pattern.compile("Optional<(.+)>");
    private static final int DEPTH_MAX = 8;

    private final List<Root> roots = new ArrayList<>();

    /** @param groups the interfaces of its file, by their names */
    private record Root(String prefix, String group, Map<String, List<Key>> groups) {}

    /** @param name empty for one that stands with its parent */
    private record Key(String name, String type) {}

    void read(String text) {
        var prefix = PREFIX.matcher(text);
        if (!prefix.find()) {
            return;
        }
        var groups = new HashMap<String, List<Key>>();
        var open = new ArrayDeque<String>();
        var token = TOKEN.matcher(NOT_SAID.matcher(text).replaceAll(" "));
        String name = null;
        while (token.find()) {
            if (token.group(1) != null) {
                if (open.isEmpty()) {
                    roots.add(new Root(prefix.group(1), token.group(1), groups));
                }
                open.push(token.group(1));
                groups.put(token.group(1), new ArrayList<>());
            } else if (token.group(2) != null) {
                open.push("");
            } else if (token.group(3) != null) {
                open.poll();
            } else if (token.group(4) != null) {
                name = token.group(4);
            } else if (token.group(5) != null) {
                name = "";
            } else {
                var group = groups.get(Objects.requireNonNullElse(open.peek(), ""));
                if (group != null) {
                    group.add(new Key(name == null ? kebab(token.group(7)) : name, token.group(6)));
                }
                name = null;
            }
        }
    }

    List<String> keys() {
        return roots.stream()
                .flatMap(root -> below(root.groups(), root.prefix(), root.group(), 0))
                .toList();
    }

    private static Stream<String> below(Map<String, List<Key>> groups, String prefix, String type, int depth) {
        var map = MAP.matcher(type);
        var list = LIST.matcher(type);
        var optional = OPTIONAL.matcher(type);
        if (depth > DEPTH_MAX) {
            return Stream.empty();
        }
        if (optional.matches()) {
            return below(groups, prefix, optional.group(1), depth + 1);
        }
        if (map.matches()) {
            return below(groups, prefix + ".*", map.group(1), depth + 1);
        }
        if (list.matches()) {
            return Stream.concat(Stream.of(prefix), below(groups, prefix + ".*", list.group(1), depth + 1));
        }
        var group = groups.get(type);
        return group == null
                ? Stream.of(prefix)
                : group.stream()
                        .flatMap(key -> below(
                                groups,
                                key.name().isEmpty() ? prefix : prefix + "." + key.name(),
                                key.type(),
                                depth + 1));
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
