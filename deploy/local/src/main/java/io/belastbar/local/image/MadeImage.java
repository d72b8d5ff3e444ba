package io.belastbar.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image and what is known of it.
 *
 * @param digest the file with its digest
 */
record MadeImage(Path tar, Path digest, Licences licences) {
    private static final double MEGABYTE = 1e6;

    String line() throws IOException {
        return "%s  %.0f MB  %s  %s"
                .formatted(
                        tar,
                        Files.size(tar) / MEGABYTE,
                        Files.readString(digest).strip(),
                        licences.summary());
    }
}
