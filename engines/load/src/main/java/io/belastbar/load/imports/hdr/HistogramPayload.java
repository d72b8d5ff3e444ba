package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.source.Row;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/** One compressed histogram of a log. Its header is looked at first: a small text must not become a huge array. */
final class HistogramPayload {

    private static final String FIELD = "Interval_Compressed_Histogram";
    private static final int OUTER_HEADER_BYTES = 8;
    private static final int INNER_HEADER_BYTES = 40;
    private static final int PAYLOAD_BYTES_MAX = 4 << 20;
    private static final int DIGITS_MAX = 5;
    private static final long HIGHEST_MAX = 1L << 52;

    private HistogramPayload() {}

    static Histogram decode(Row row, int column) {
        String text = row.text(column, FIELD).strip();
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            requireBounded(bytes, row, column);
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (IllegalArgumentException | DataFormatException | IndexOutOfBoundsException broken) {
            throw row.fault(column, FIELD, "must be a base64-encoded, compressed histogram (V2)");
        } catch (java.nio.BufferUnderflowException cut) {
            throw row.fault(column, FIELD, "must be a whole histogram; this one is cut off");
        }
    }

    private static void requireBounded(byte[] bytes, Row row, int column) throws DataFormatException {
        if (bytes.length <= OUTER_HEADER_BYTES) {
            throw row.fault(column, FIELD, "must be a whole histogram; this one is cut off");
        }
        ByteBuffer header = ByteBuffer.allocate(INNER_HEADER_BYTES);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, OUTER_HEADER_BYTES, bytes.length - OUTER_HEADER_BYTES);
            inflater.inflate(header.array());
        } finally {
            inflater.end();
        }
        header.getInt();
        int payload = header.getInt();
        header.getInt();
        int digits = header.getInt();
        header.getLong();
        long highest = header.getLong();
        if (payload < 0 || payload > PAYLOAD_BYTES_MAX || digits > DIGITS_MAX || highest > HIGHEST_MAX) {
            throw row.fault(
                    column, FIELD, "must be a V2 histogram of at most 4 MiB, " + DIGITS_MAX + " digits and 2^52");
        }
    }
}
