package io.belastbar.local.demo;

import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A home that is gone after the demo, however the demo ends. */
final class TemporaryHome {
    private static final int TRIES = 50;
    private static final long WAIT_MS = 100;

    private TemporaryHome() {}

    static void deleteAtTheEnd(BelastbarHome home) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
    }

    /** Shutdown hooks run side by side: waits until the platform's hook has removed the connection file. */
    private static void delete(BelastbarHome home) {
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
