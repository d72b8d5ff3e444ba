package io.belastbar.kubernetes.manifest;

/**
 * What is wrong with a manifest.
 *
 * @param line where the object begins in a file of several, else 0
 * @param key where, as a JSON pointer; a container by its name
 * @param rule what it should be, and what it was
 */
public record Fault(String file, int line, String object, String key, String rule) {
    @Override
    public String toString() {
        return "%s: %s: %s: %s".formatted(file, object, key, rule);
    }

    /** For somebody who looks for it, in one line: {@code all.yaml:120: Deployment/budget-service: …}. */
    public String told() {
        return "%s%s: %s: %s: %s"
                .formatted(file, line > 0 ? ":" + line : "", object, key, rule)
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
