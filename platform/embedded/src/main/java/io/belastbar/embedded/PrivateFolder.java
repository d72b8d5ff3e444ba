package io.belastbar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that only its user can enter. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /** Makes it where it is missing, and closes one that exists to everybody else. */
    public static Path make(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
