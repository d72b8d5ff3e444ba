package io.belastbar.resilience.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Where a record's key is kept: a PEM file that only its owner reads. One that root owns and puts there for another user may be
 * read by that user's group, as PostgreSQL has it for {@code ssl_key_file}: Kubernetes mounts a secret so, and a pod's user
 * never owns it.
 */
public final class KeyFile {
    private static final int SIZE_MAX = 16 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> GROUP_READS = PosixFilePermissions.fromString("rw-r-----");
    private static final String ROOT = "root";

    private KeyFile() {}

    /**
     * The key; made if there is no such file, by one of several processes that ask at once.
     *
     * @throws IOException if the file cannot be read or written, holds no key, or may be read by others
     */
    public static RecordKey readOrMake(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make(file);
        }
        return read(file);
    }

    /** As {@link #readOrMake}, but a missing file is a fault. */
    public static RecordKey read(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            if (!isPrivate(allowed, isRootsForAnother(file))) {
                throw new IOException("others than its owner may use the key of records: " + file + " is "
                        + PosixFilePermissions.toString(allowed) + ", should be rw-------; whoever read it can write a"
                        + " record anew, so make a new key unless you know that nobody did");
            }
        }
        if (Files.size(file) > SIZE_MAX) {
            throw new IOException("holds no key of records: " + file);
        }
        return RecordKey.ofPem(Files.readString(file, StandardCharsets.ISO_8859_1))
                .orElseThrow(
                        () -> new IOException("should hold an Ed25519 private key and its public key as PEM: " + file));
    }

    static boolean isPrivate(Set<PosixFilePermission> allowed, boolean rootsForAnother) {
        return (rootsForAnother ? GROUP_READS : OWNER_ONLY).containsAll(allowed);
    }

    private static boolean isRootsForAnother(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid").equals(0) && !ROOT.equals(System.getProperty("user.name"));
    }

    /** Written in full under another name first, so that nobody reads half a key; a link does not replace. */
    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path whole = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            write(whole, RecordKey.generate().pem().getBytes(StandardCharsets.US_ASCII));
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            return;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileAttribute<?>[] attributes = isPosix(file.getParent())
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}
