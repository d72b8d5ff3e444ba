package io.belastbar.loadtest.interchange;

import io.belastbar.document.TooLarge;
import io.belastbar.web.http.Etag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What somebody sent, in a temporary file until it is closed: a slow sender then holds up nobody who reads.
 *
 * @param tag identifies the content
 */
public record ReceivedFile(Path path, Etag tag) implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int TAG_BYTES = 16;

    /**
     * Reads to the end.
     *
     * @throws TooLarge after that many bytes
     * @throws IOException if the sender goes away
     */
    public static ReceivedFile of(InputStream body, long bytesMax) throws IOException {
        MessageDigest digest = sha256();
        Path path = Files.createTempFile("belastbar-import-", ".tmp");
        boolean received = false;
        try (OutputStream out = Files.newOutputStream(path);
                InputStream in = new DigestInputStream(body, digest)) {
            copy(in, out, bytesMax);
            received = true;
        } finally {
            if (!received) {
                Files.deleteIfExists(path);
            }
        }
        byte[] tag = Arrays.copyOf(digest.digest(), TAG_BYTES);
        return new ReceivedFile(path, new Etag(HexFormat.of().formatHex(tag)));
    }

    private static void copy(InputStream in, OutputStream out, long bytesMax) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            bytes += read;
            if (bytes > bytesMax) {
                throw new TooLarge("a file to import may have " + bytesMax + " bytes");
            }
            out.write(chunk, 0, read);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
