package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.source.Row;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;

/**
 * One compressed histogram of a log, in any encoding that HdrHistogram has had: whole numbers as V0, V1 or V2, or a
 * histogram of doubles. Its header is looked at first: a small text must not become a huge array.
 */
final class HistogramPayload {

    private static final String FIELD = "Interval_Compressed_Histogram";
    private static final int OF_DOUBLES = 0x0c72124f;
    private static final int DOUBLES_HEADER_BYTES = 16;
    private static final int V0_COOKIE_BASE = 0x1c849308;
    private static final int WITHOUT_WORD_SIZE = ~0xf0;
    private static final int OUTER_HEADER_BYTES = 8;
    private static final int INNER_HEADER_BYTES = 40;
    private static final int PAYLOAD_BYTES_MAX = 4 << 20;
    private static final int DIGITS_MAX = 5;
    private static final long HIGHEST_MAX = 1L << 62;
    // Of a histogram with five digits over 52 powers of two: 40 MB.
    private static final long PLACES_MAX = 5_000_000;

    private HistogramPayload() {}

    static LogValues decode(Row row, int column) {
        String text = row.text(column, FIELD).strip();
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            boolean doubles = bytes.length > DOUBLES_HEADER_BYTES
                    && ByteBuffer.wrap(bytes).getInt() == OF_DOUBLES;
            requireBounded(bytes, doubles ? DOUBLES_HEADER_BYTES : 0, row, column);
            return doubles
                    ? LogValues.of(DoubleHistogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0))
                    : LogValues.of(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
        } catch (IllegalArgumentException
                | DataFormatException
                | IndexOutOfBoundsException
                | NegativeArraySizeException broken) {
            throw row.fault(column, FIELD, "must be a base64-encoded, compressed histogram");
        } catch (BufferUnderflowException cut) {
            throw row.fault(column, FIELD, "must be a whole histogram; this one is cut off");
        }
    }

    private static void requireBounded(byte[] bytes, int offset, Row row, int column) throws DataFormatException {
        if (bytes.length <= offset + OUTER_HEADER_BYTES) {
            throw row.fault(column, FIELD, "must be a whole histogram; this one is cut off");
        }
        ByteBuffer header = ByteBuffer.allocate(INNER_HEADER_BYTES);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, offset + OUTER_HEADER_BYTES, bytes.length - offset - OUTER_HEADER_BYTES);
            inflater.inflate(header.array());
        } finally {
            inflater.end();
        }
        boolean first = (header.getInt() & WITHOUT_WORD_SIZE) == V0_COOKIE_BASE;
        int payload = first ? 0 : header.getInt();
        if (!first) {
            header.getInt();
        }
        int digits = header.getInt();
        long lowest = header.getLong();
        long highest = header.getLong();
        boolean known = payload >= 0 && payload <= PAYLOAD_BYTES_MAX && digits >= 0 && digits <= DIGITS_MAX;
        boolean bounded = lowest >= 1 && highest >= 2 * lowest && highest <= HIGHEST_MAX;
        if (!known || !bounded || places(digits, lowest, highest) > PLACES_MAX) {
            throw row.fault(
                    column, FIELD, "must be a histogram of at most 4 MiB and " + DIGITS_MAX + " significant digits");
        }
    }

    /** How many counts its array holds: see the constructor of HdrHistogram's AbstractHistogram. */
    private static long places(int digits, long lowest, long highest) {
        int halfMagnitude = Math.max(0, 63 - Long.numberOfLeadingZeros(2 * (long) Math.pow(10, digits)));
        int doublings = Math.max(1, 64 - Long.numberOfLeadingZeros(highest / lowest) - halfMagnitude + 1);
        return (doublings + 1L) << halfMagnitude;
    }
}
