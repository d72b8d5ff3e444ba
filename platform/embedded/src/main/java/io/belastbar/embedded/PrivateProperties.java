package io.belastbar.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A properties file that only its user can read, replaced as a whole. */
public final class PrivateProperties {
    private PrivateProperties() {}

    /** Sorted by name; what is read again is what was written, whatever characters it holds. */
    public static void write(Path file, Map<String, String> properties) throws IOException {
        var text = new StringBuilder();
        for (var entry : new TreeMap<>(properties).entrySet()) {
            text.append(line(entry.getKey(), entry.getValue())).append('\n');
        }
        writeText(file, text.toString());
    }

    /** Any other text that only its user can read. */
    public static void writeText(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** The JDK's own escaping, without the date that it writes first. */
    private static String line(String name, String value) throws IOException {
        var one = new Properties();
        one.setProperty(name, value);
        var written = new ByteArrayOutputStream();
        one.store(written, null);
        return written.toString(StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining());
    }
}
