package io.belastbar.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that this command line belongs to; the script tells it. */
public final class SourceTree {
    static final String PROPERTY = "belastbar.root";

    private SourceTree() {}

    public static Path root() {
        String root = System.getProperty(PROPERTY);
        if (root == null || !Files.exists(Path.of(root, "pom.xml"))) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, "-D" + PROPERTY + " should name the source tree: was " + root);
        }
        return Path.of(root).toAbsolutePath().normalize();
    }
}
