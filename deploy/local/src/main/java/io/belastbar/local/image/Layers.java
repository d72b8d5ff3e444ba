package io.belastbar.local.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What lies in the layers of an image's tar. */
final class Layers {
    private static final String LAYER = ".tar.gz";
    private static final String LIBRARY = "app/lib/.*\\.jar";

    private Layers() {}

    /** The names, without folders, of the jars below {@code /app/lib}. */
    static SortedSet<String> libraries(Path tar) throws IOException {
        var names = new TreeSet<String>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(tar));
                var parts = new TarArchiveInputStream(file)) {
            for (TarArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                if (part.getName().endsWith(LAYER)) {
                    addLibraries(parts, names);
                }
            }
        }
        return names;
    }

    /** Leaves the outer tar open. */
    private static void addLibraries(InputStream layer, SortedSet<String> names) throws IOException {
        @SuppressWarnings("resource")
        var files = new TarArchiveInputStream(new GZIPInputStream(layer));
        for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
            if (file.getName().matches(LIBRARY)) {
                names.add(file.getName().substring(file.getName().lastIndexOf('/') + 1));
            }
        }
    }
}
