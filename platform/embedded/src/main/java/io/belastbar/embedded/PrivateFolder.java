package io.belastbar.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** A folder that only its user can enter. */
public final class PrivateFolder {
    private static final int TRIES = 50;
    private static final long WAIT_MS = 100;

    private PrivateFolder() {}

    /** Makes it where it is missing, and closes one that exists to everybody else. */
    public static Path make(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Deletes it with all that is in it, also while a process that was killed a moment ago writes its last file. */
    public static void delete(Path folder) throws IOException, InterruptedException {
        for (int tries = 1; Files.exists(folder); tries++) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                if (tries == TRIES) {
                    throw new IOException(folder + " could not be deleted", e);
                }
                Thread.sleep(WAIT_MS);
            }
        }
    }
}
