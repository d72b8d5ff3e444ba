package io.belastbar.compose.file;

/**
 * What a container sees of the machine, or of a volume.
 *
 * @param source a path that begins with a dot, or the name of a volume
 */
public record Mount(String source, String target, boolean readOnly) {

    static Mount parse(String text) {
        // A default may hold a colon: ${BELASTBAR_WORK:-./deploy}.
        String plain = Variable.withDefaults(text);
        String[] parts = plain.split(":");
        return new Mount(parts[0], parts[1], parts.length > 2 && parts[2].equals("ro"));
    }

    public boolean isFile() {
        return source.startsWith(".");
    }
}
