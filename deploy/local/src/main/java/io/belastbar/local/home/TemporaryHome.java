package io.belastbar.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A home that is gone after its one use, however that ends. */
public final class TemporaryHome {
    private static final int TRIES = 50;
    private static final long WAIT_MS = 100;

    private TemporaryHome() {}

    public static BelastbarHome make() throws IOException {
        return new BelastbarHome(
                Files.createTempDirectory("belastbar-").toAbsolutePath().normalize());
    }

    /** Waits until the platform has removed its connection file: it may be ending beside this. */
    public static void delete(BelastbarHome home) {
        try {
            for (int tries = 0; Files.exists(home.connectionFile()) && tries < TRIES; tries++) {
                Thread.sleep(WAIT_MS);
            }
            try (var files = Files.walk(home.path())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
