package io.belastbar.local.image.steady;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Numbers what Quarkus has recorded by where it stands. Quarkus numbers it by one counter for all build steps, which run
 * side by side, so that each build has other numbers.
 *
 * @see <a href="https://github.com/quarkusio/quarkus/pull/53025">quarkus #53025, after which this is not needed</a>
 */
public final class RecordedProxies {
    /** The first day that a zip can name. */
    private static final LocalDateTime SINCE_ZIP = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final Pattern NUMBERED = Pattern.compile("proxykey\\d+");

    private final Map<String, String> names = new HashMap<>();

    private RecordedProxies() {}

    /** Nothing is done for an application without such a jar. */
    public static void renumber(Path application) throws IOException {
        Path jar = application.resolve("quarkus/generated-bytecode.jar");
        if (Files.notExists(jar)) {
            return;
        }
        Path renumbered = jar.resolveSibling("generated-bytecode.jar.new");
        new RecordedProxies().write(read(jar), renumbered);
        Files.move(renumbered, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** By name, which is the same in each build. */
    private static Map<String, byte[]> read(Path jar) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (InputStream bytes = Files.newInputStream(jar);
                var zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private void write(Map<String, byte[]> files, Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(SINCE_ZIP);
                zip.putNextEntry(entry);
                boolean isClass = file.getKey().endsWith(".class");
                zip.write(isClass ? ClassBytes.of(file.getValue()).withTexts(this::name) : file.getValue());
            }
        }
    }

    private String name(String text) {
        return NUMBERED.matcher(text).matches()
                ? names.computeIfAbsent(text, first -> "proxykey" + (names.size() + 1))
                : text;
    }
}
