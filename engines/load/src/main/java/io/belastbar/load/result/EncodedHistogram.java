package io.belastbar.load.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Encodes times, and adds encoded histograms to others, without building them: a second's cell holds some values, but its
 * histogram has ten thousand places to make, to fill and to look through.
 *
 * <p>HdrHistogram's V2 encoding: cookie, length, index offset, digits, lowest and highest value, ratio; then for each
 * place its count as ZigZag LEB128, a negative number standing for that many empty places. See {@code
 * AbstractHistogram.encodeIntoByteBuffer} and {@code ZigZagEncoding} of HdrHistogram 2.
 */
final class EncodedHistogram {

    private static final int V2_COOKIE = 0x1c849303 | 0x10;
    private static final int HEADER_BYTES = 40;
    private static final int HIGHEST_LEAST_MICROS = 2;
    /** Two numbers below 2^21: how many places are empty, and how many values are at this one. */
    private static final int PLACE_BYTES_MAX = 6;

    private static final byte[] NOTHING = {};

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
                        which.apply(target).record(value(place), count);
                    }
                }
                place++;
            }
        }
    }

    /** As {@link Histogram} encodes itself; nothing without values. */
    static byte[] of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return NOTHING;
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoByteBuffer(buffer));
    }

    /** What a histogram of these values would encode itself as; nothing without values. */
    static byte[] of(long[] micros, int count) {
        if (count == 0) {
            return NOTHING;
        }
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = place(micros[i]);
        }
        Arrays.sort(places);
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + count * PLACE_BYTES_MAX);
        buffer.position(HEADER_BYTES);
        int next = 0;
        for (int i = 0; i < count; ) {
            int place = places[i];
            int here = i;
            while (i < count && places[i] == place) {
                i++;
            }
            if (place > next) {
                // A single empty place is a count of zero, more are the negative number of them.
                putZigZag(buffer, place - next == 1 ? 0 : next - place);
            }
            putZigZag(buffer, i - here);
            next = place + 1;
        }
        int length = buffer.position();
        buffer.putInt(0, V2_COOKIE)
                .putInt(4, length - HEADER_BYTES)
                .putInt(8, 0)
                .putInt(12, Cell.SIGNIFICANT_DIGITS);
        buffer.putLong(16, 1).putLong(24, highestWith(places[count - 1])).putDouble(32, 1.0);
        return Arrays.copyOf(buffer.array(), length);
    }

    private static int place(long value) {
        int bucket = Math.max(0, Long.SIZE - 1 - HALF_MAGNITUDE - Long.numberOfLeadingZeros(value | 1));
        return (bucket << HALF_MAGNITUDE) + (int) (value >>> bucket);
    }

    /** What a histogram can hold that has grown to have this place; one that has not grown says less than it holds. */
    private static long highestWith(int place) {
        int bucket = (place >> HALF_MAGNITUDE) - 1;
        return bucket <= 0 ? HIGHEST_LEAST_MICROS : (2L << HALF_MAGNITUDE << bucket) - 1;
    }

    private static void putZigZag(ByteBuffer buffer, int number) {
        int left = number << 1 ^ number >> 31;
        for (; left >>> 7 != 0; left >>>= 7) {
            buffer.put((byte) (left | 0x80));
        }
        buffer.put((byte) left);
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
