package io.belastbar.compose.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file from which {@code secrets.sh} makes {@code .env}: by name what is to be made, or the value itself. */
public record EnvironmentExample(List<String> lines, Map<String, String> values) {
    public static final String NAME = "deploy/compose/.env.example";

    public static EnvironmentExample read() {
        var lines = ComposeFile.text(NAME).lines().toList();
        var values = new LinkedHashMap<String, String>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                if (values.put(parts[0], parts[1]) != null) {
                    throw new IllegalArgumentException(parts[0] + " should stand once");
                }
            }
        }
        return new EnvironmentExample(lines, values);
    }

    public Set<String> names() {
        return values.keySet();
    }

    public int line(String name) {
        return lines.indexOf(name + "=" + values.get(name)) + 1;
    }
}
