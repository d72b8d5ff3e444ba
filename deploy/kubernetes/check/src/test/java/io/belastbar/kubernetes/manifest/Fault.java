package io.belastbar.kubernetes.manifest;

/**
 * What is wrong with a manifest.
 *
 * @param key where, as a JSON pointer; a container by its name
 * @param rule what it should be, and what it was
 */
public record Fault(String file, String object, String key, String rule) {
    @Override
    public String toString() {
        return "%s: %s: %s: %s".formatted(file, object, key, rule);
    }
}
