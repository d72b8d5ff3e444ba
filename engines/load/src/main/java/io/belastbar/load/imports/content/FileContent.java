package io.belastbar.load.imports.content;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.source.CappedStream;
import io.belastbar.load.imports.source.ImportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What is in a file, whether or not it is packed by gzip, as UTF-8.
 *
 * @param head the first bytes, which the stream has too
 */
public record FileContent(InputStream in, byte[] head) {

    /** How much of a file is looked at to tell what it is: a tool's output may stand behind other lines. */
    public static final int HEAD_BYTES = 64 << 10;

    private record Packed(String name, int offset, byte[] mark) {}

    private static final List<Packed> PACKED = List.of(
            new Packed("a zip archive", 0, bytes('P', 'K', 3, 4)),
            new Packed("an empty zip archive", 0, bytes('P', 'K', 5, 6)),
            new Packed("packed by Zstandard", 0, bytes(0x28, 0xb5, 0x2f, 0xfd)),
            new Packed("packed by xz", 0, bytes(0xfd, '7', 'z', 'X', 'Z')),
            new Packed("packed by bzip2", 0, bytes('B', 'Z', 'h')),
            new Packed("packed by 7-Zip", 0, bytes('7', 'z', 0xbc, 0xaf)),
            new Packed("packed by LZ4", 0, bytes(4, 0x22, 0x4d, 0x18)),
            new Packed("a tar archive", 257, bytes('u', 's', 't', 'a', 'r')));

    private static final List<Packed> NO_TEXT = List.of(
            new Packed("a PDF document", 0, bytes('%', 'P', 'D', 'F')),
            new Packed("an SQLite database", 0, bytes('S', 'Q', 'L', 'i', 't', 'e', ' ', 'f')),
            new Packed("a Parquet file", 0, bytes('P', 'A', 'R', '1')),
            new Packed("a recording of Java Flight Recorder", 0, bytes('F', 'L', 'R', 0)),
            new Packed("a picture", 0, bytes(0x89, 'P', 'N', 'G')),
            new Packed("a picture", 0, bytes(0xff, 0xd8, 0xff)),
            new Packed("a program", 0, bytes(0x7f, 'E', 'L', 'F')),
            new Packed("a Java class", 0, bytes(0xca, 0xfe, 0xba, 0xbe)));

    /**
     * @throws InvalidInput if it is empty, packed in another way or twice, or surely no text
     * @throws IOException if the stream fails, or gzip data are damaged
     */
    public static FileContent of(InputStream file, ImportLimits limits) throws IOException {
        FileContent raw = of(new CappedStream(file, limits.bytesMax(), "the file"));
        FileContent plain = raw.isGzip() ? raw.expanded(limits) : raw;
        plain.requireText();
        Optional<Charset> wide = plain.wideCharset();
        return wide.isPresent() ? of(new Utf8Stream(plain.in(), wide.get())) : plain;
    }

    private static FileContent of(InputStream in) throws IOException {
        PushbackInputStream again = new PushbackInputStream(in, HEAD_BYTES);
        byte[] head = again.readNBytes(HEAD_BYTES);
        again.unread(head);
        return new FileContent(again, head);
    }

    private FileContent expanded(ImportLimits limits) throws IOException {
        FileContent plain =
                of(new CappedStream(new GZIPInputStream(in), limits.expandedBytesMax(), "the file after gzip"));
        if (plain.isGzip()) {
            throw refused("is packed by gzip twice: unpack it once", "gzip within gzip");
        }
        return plain;
    }

    private void requireText() {
        if (head.length == 0) {
            throw refused("is empty: there is nothing to import", "0 bytes");
        }
        for (Packed packed : PACKED) {
            if (has(packed)) {
                throw refused(
                        "is " + packed.name() + ": send the result file in it, as it is or packed by gzip",
                        packed.name());
            }
        }
        for (Packed binary : NO_TEXT) {
            if (has(binary)) {
                throw refused("is " + binary.name() + ", and no result of a load test", binary.name());
            }
        }
    }

    private boolean isGzip() {
        return has(new Packed("gzip", 0, bytes(0x1f, 0x8b)));
    }

    private boolean has(Packed packed) {
        if (head.length < packed.offset() + packed.mark().length) {
            return false;
        }
        for (int index = 0; index < packed.mark().length; index++) {
            if (head[packed.offset() + index] != packed.mark()[index]) {
                return false;
            }
        }
        return true;
    }

    /** By the byte order mark; without one, by the zeros beside the first two letters. */
    private Optional<Charset> wideCharset() {
        if (head.length < 4) {
            return Optional.empty();
        }
        int first = head[0] & 0xff;
        int second = head[1] & 0xff;
        boolean little = first == 0xff && second == 0xfe || first > 0 && second == 0 && head[2] > 0 && head[3] == 0;
        boolean big = first == 0xfe && second == 0xff || first == 0 && second > 0 && head[2] == 0 && head[3] > 0;
        if (little) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return big ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static InvalidInput refused(String rule, String received) {
        return InvalidInput.of("the file", rule, received);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }
}
