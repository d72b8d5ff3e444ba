package io.belastbar.load.result;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Adds encoded histograms to others without building them: a second's cell holds some values, but its histogram has
 * ten thousand places to make, to fill and to look through.
 *
 * <p>HdrHistogram's V2 encoding: cookie, length, index offset, digits, lowest and highest value, ratio; then for each
 * place its count as ZigZag LEB128, a negative number standing for that many empty places. See {@code
 * AbstractHistogram.encodeIntoByteBuffer} and {@code ZigZagEncoding} of HdrHistogram 2.
 */
final class EncodedHistogram {

    private static final int V2_COOKIE = 0x1c849303 | 0x10;
    private static final int HEADER_BYTES = 40;
    private static final int HIGHEST_LEAST_MICROS = 2;

    /** Places per doubling of the value, for {@link Cell#SIGNIFICANT_DIGITS}. */
    private static final int HALF_MAGNITUDE = 10;

    private EncodedHistogram() {}

    /** Adds the histogram that begins at the buffer's position and has this many bytes; leaves the position behind it. */
    static void addTo(List<Cell> targets, Function<Cell, Times> which, ByteBuffer buffer, int bytes) {
        int end = buffer.position() + bytes;
        if (!targets.isEmpty()) {
            ByteBuffer own = buffer.slice(buffer.position(), bytes);
            if (usual(own)) {
                addPlaces(targets, which, own.position(HEADER_BYTES));
            } else {
                Histogram histogram = Histogram.decodeFromByteBuffer(own, HIGHEST_LEAST_MICROS);
                targets.forEach(target -> which.apply(target).many().add(histogram));
            }
        }
        buffer.position(end);
    }

    /** Whether places mean what they mean in our cells. */
    private static boolean usual(ByteBuffer histogram) {
        return histogram.remaining() >= HEADER_BYTES
                && histogram.getInt(0) == V2_COOKIE
                && histogram.getInt(4) == histogram.remaining() - HEADER_BYTES
                && histogram.getInt(8) == 0
                && histogram.getInt(12) == Cell.SIGNIFICANT_DIGITS
                && histogram.getLong(16) == 1
                && histogram.getDouble(32) == 1.0;
    }

    private static void addPlaces(List<Cell> targets, Function<Cell, Times> which, ByteBuffer counts) {
        int place = 0;
        while (counts.hasRemaining()) {
            long count = zigZag(counts);
            if (count < 0) {
                place = Math.addExact(place, Math.toIntExact(-count));
            } else {
                if (count > 0) {
                    for (Cell target : targets) {
                        which.apply(target).many().recordValueWithCount(value(place), count);
                    }
                }
                place++;
            }
        }
    }

    /** The lowest value that is counted at a place. */
    private static long value(int place) {
        int bucket = (place >> HALF_MAGNITUDE) - 1;
        int within = place & ((1 << HALF_MAGNITUDE) - 1);
        return bucket < 0 ? within : (long) (within + (1 << HALF_MAGNITUDE)) << bucket;
    }

    /** Seven bits a byte, least first; the ninth byte has eight. */
    private static long zigZag(ByteBuffer buffer) {
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long next = buffer.get();
            if (shift == 56) {
                bits |= (next & 0xff) << shift;
                break;
            }
            bits |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                break;
            }
        }
        return (bits >>> 1) ^ -(bits & 1);
    }
}
