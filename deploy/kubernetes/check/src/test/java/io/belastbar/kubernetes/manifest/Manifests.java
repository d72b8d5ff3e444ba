package io.belastbar.kubernetes.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files below {@code deploy/kubernetes}, and what they say. */
public final class Manifests {
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String KUSTOMIZATION = "kustomization.yaml";

    private Manifests() {}

    /** Every object of a folder's files, as they stand there: nothing is composed. */
    public static List<Manifest> plain(String folder) {
        return files(folder)
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .flatMap(file -> read(file, text(file)))
                .toList();
    }

    public static List<Manifest> kustomizations() {
        return files(".")
                .filter(file -> file.endsWith(KUSTOMIZATION))
                .flatMap(file -> read(file, text(file)))
                .toList();
    }

    /** @throws IllegalArgumentException for what cannot be read, with all reasons */
    public static Stream<Manifest> read(String file, String text) {
        var reading = Reading.of(file, text);
        if (!reading.faults().isEmpty()) {
            throw new IllegalArgumentException(reading.faults().toString());
        }
        return reading.manifests().stream();
    }

    public static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The YAML files below a folder, from the root of the manifests. */
    public static Stream<String> files(String folder) {
        try (var files = Files.walk(ROOT.resolve(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> ROOT.relativize(file).normalize().toString())
                    .filter(file -> !file.startsWith("check/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
