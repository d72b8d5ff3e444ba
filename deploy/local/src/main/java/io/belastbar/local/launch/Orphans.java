package io.belastbar.local.launch;

import io.belastbar.embedded.process.PidFile;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ends the children of a launcher that was killed together with their guards. */
final class Orphans {
    private Orphans() {}

    /** Every child's command line names its home: the data folder, or the connection file. */
    static void reap(BelastbarHome home) throws IOException {
        for (Path folder : List.of(home.run(), home.data())) {
            for (Path pidFile : pidFiles(folder)) {
                PidFile.reap(pidFile, marker(home, pidFile));
            }
        }
    }

    private static String marker(BelastbarHome home, Path pidFile) {
        // Redis rewrites its title to program and address; no other child of a home is called so.
        return pidFile.getFileName().toString().equals("redis.pid")
                ? "redis-server"
                : home.path().toString();
    }

    private static List<Path> pidFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        }
    }
}
