package io.belastbar.kubernetes.source;

import io.belastbar.kubernetes.manifest.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the code says, against which manifests are held. */
public final class Sources {
    private Sources() {}

    /** The text of each class of a module, without those of its tests. */
    public static List<String> java(String module) {
        Path folder = Manifests.ROOT.resolve("../..").resolve(module).resolve("src/main/java");
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Sources::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
