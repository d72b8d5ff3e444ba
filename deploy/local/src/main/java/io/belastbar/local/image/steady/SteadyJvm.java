package io.belastbar.local.image.steady;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JVM in which sets and maps have the same order in each run, for packaging alone: Quarkus writes code in the order in
 * which it meets things, and some of them come from sets. An object's own hash is a constant, and the salt of
 * {@code Set.of} and {@code Map.of} no longer comes from the clock.
 */
public record SteadyJvm(Path root) {
    private static final String FOLDER = "deploy/images/target/steady";
    private static final String SALTED = "java/util/ImmutableCollections.class";
    /** lconst_1, nop, nop: any number but 0 will do. */
    private static final byte[] ONE = {0x0a, 0, 0};

    /**
     * Words without spaces, whatever the root is called: they are read in the root's folder.
     *
     * <p>Of another JDK's class, which has its salt from elsewhere, nothing is changed.
     */
    public List<String> options() throws IOException {
        var options = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"));
        Optional<byte[]> steady = salted().withoutCall("nanoTime", ONE);
        if (steady.isPresent()) {
            Path file = root.resolve(FOLDER).resolve(SALTED);
            Files.createDirectories(file.getParent());
            Files.write(file, steady.get());
            options.add("--patch-module=java.base=" + FOLDER);
        }
        return options;
    }

    private static ClassBytes salted() throws IOException {
        try (InputStream file = ClassLoader.getSystemResourceAsStream(SALTED)) {
            return ClassBytes.of(file.readAllBytes());
        }
    }
}
