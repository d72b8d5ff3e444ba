package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The body of an answer from which values are taken; never larger than its limit, compressed or not. */
final class AnswerBody {

    /** What all bodies of a lane may still take. */
    static final class Budget {
        private long left;

        Budget(long bytes) {
            left = bytes;
        }
    }

    private final int limit;
    private final Budget budget;
    private byte[] bytes = new byte[1024];
    private int size;

    AnswerBody(int limit, Budget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    void announced(long length) throws AnswerRefused {
        if (length > limit) {
            throw tooLarge(length);
        }
    }

    void append(byte[] source, int offset, int length) throws AnswerRefused {
        if (size + (long) length > limit) {
            throw tooLarge(size + (long) length);
        }
        if (length > budget.left) {
            throw new AnswerRefused(ErrorClass.BODY_TOO_LARGE, "all bodies together exceed their budget");
        }
        budget.left -= length;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Forgets what was read, and gives its share of the budget back. */
    void clear() {
        budget.left += size;
        size = 0;
    }

    /** The body as the target meant it; {@code encoding} is the Content-Encoding, null for none. */
    byte[] decoded(String encoding) throws AnswerRefused {
        String coding = encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
        try {
            return switch (coding) {
                case "identity", "" -> Arrays.copyOf(bytes, size);
                case "gzip", "x-gzip" -> bounded(new GZIPInputStream(compressed()));
                case "deflate" -> inflated();
                default -> throw AnswerRefused.protocol("Content-Encoding '" + coding + "' was not asked for");
            };
        } catch (IOException broken) {
            throw AnswerRefused.protocol("the body is no valid " + coding + ": " + broken.getMessage());
        }
    }

    /** A stream does not end an inflater that it was given, and its memory is not the heap's. */
    private byte[] inflated() throws IOException, AnswerRefused {
        Inflater inflater = new Inflater(raw());
        try {
            return bounded(new InflaterInputStream(compressed(), inflater));
        } finally {
            inflater.end();
        }
    }

    private ByteArrayInputStream compressed() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    /** Some servers send deflate without the zlib frame (RFC 9110, 8.4.1.2, note). */
    private boolean raw() {
        return size < 2 || (bytes[0] & 0x0f) != 8 || ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % 31 != 0;
    }

    private byte[] bounded(InputStream plain) throws IOException, AnswerRefused {
        try (plain) {
            byte[] all = plain.readNBytes(limit + 1);
            if (all.length > limit) {
                throw new AnswerRefused(
                        ErrorClass.BODY_TOO_LARGE, "unpacked, the body is larger than " + limit + " bytes");
            }
            return all;
        }
    }

    private AnswerRefused tooLarge(long length) {
        return new AnswerRefused(
                ErrorClass.BODY_TOO_LARGE, "the body has " + length + " bytes or more; at most " + limit + " are kept");
    }
}
