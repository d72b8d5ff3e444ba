package io.belastbar.compose.file;

/**
 * What is wrong with the file.
 *
 * @param key where, as a JSON pointer: {@code /services/NAME/…}
 * @param rule what it should be, and what it was
 */
public record Fault(String file, int line, String key, String rule) {
    @Override
    public String toString() {
        return "%s:%d: %s: %s".formatted(file, line, key, rule);
    }
}
