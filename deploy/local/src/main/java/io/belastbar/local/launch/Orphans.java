package io.belastbar.local.launch;

import io.belastbar.embedded.process.PidFile;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ends the children of a launcher that was killed together with their guards. */
final class Orphans {
    private Orphans() {}

    static void reap(BelastbarHome home) throws IOException {
        for (Path folder : List.of(home.run(), home.data())) {
            try (var pidFiles = Files.newDirectoryStream(folder, "*.pid")) {
                for (Path pidFile : pidFiles) {
                    PidFile.reap(pidFile);
                }
            }
        }
    }
}
