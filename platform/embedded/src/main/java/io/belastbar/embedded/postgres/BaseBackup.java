package io.belastbar.embedded.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A copy of a running server's files, as pg_basebackup makes one, which is not among the programs: PostgreSQL 18,
 * section 25.3.3 "Making a Base Backup Using the Low Level API".
 *
 * <p>The write-ahead log is left out: who starts from the copy reads it from the primary, from the copy's own slot.
 */
final class BaseBackup {
    /** Their folders must be there, their contents mean nothing to another server. */
    private static final Set<Path> EMPTIED = Set.of(
            Path.of("pg_wal"),
            Path.of("pg_replslot"),
            Path.of("pg_dynshmem"),
            Path.of("pg_notify"),
            Path.of("pg_serial"),
            Path.of("pg_snapshots"),
            Path.of("pg_stat_tmp"),
            Path.of("pg_subtrans"));

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_internal.init",
            "backup_label",
            "standby.signal",
            "tablespace_map");
    private static final List<String> BELOW_WAL = List.of("archive_status", "summaries");
    private static final Path CONTROL = Path.of("global", "pg_control");
    private static final String TEMPORARY = "pgsql_tmp";

    private BaseBackup() {}

    /**
     * Returns when the copy is complete.
     *
     * @param session of the server whose files they are; the backup ends with it, however that is
     * @param copy is made; must not exist
     */
    static void take(Connection session, Path data, Path copy) throws SQLException, IOException {
        try (var statement = session.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            Files.walkFileTree(data, new Copying(data, copy));
            // Last: it must not be older than what it speaks of.
            Files.copy(data.resolve(CONTROL), copy.resolve(CONTROL), StandardCopyOption.COPY_ATTRIBUTES);
            try (var rows = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                rows.next();
                Files.writeString(copy.resolve("backup_label"), rows.getString(1));
            }
        }
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        private Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Path relative = from.relativize(folder);
            if (isTemporary(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            make(to.resolve(relative));
            if (relative.equals(Path.of("pg_wal"))) {
                for (String below : BELOW_WAL) {
                    make(to.resolve(relative).resolve(below));
                }
            }
            return EMPTIED.contains(relative) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = from.relativize(file);
            boolean wanted = !LEFT_OUT.contains(file.getFileName().toString())
                    && !isTemporary(file)
                    && !relative.equals(CONTROL);
            if (wanted) {
                try {
                    Files.copy(file, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException vanished) {
                    // Dropped since the folder was read: the log that is replayed says so too.
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        /** As for a file: one that vanished while it was listed. */
        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
        }

        private static boolean isTemporary(Path file) {
            return file.getFileName().toString().startsWith(TEMPORARY);
        }

        private static void make(Path folder) throws IOException {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
