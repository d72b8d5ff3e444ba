package io.belastbar.web.trace;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How many spans a collector rejected of a batch that it took, from {@code ExportTraceServiceResponse} of OTLP: field 1 is
 * {@code partial_success}, of which field 1 is {@code rejected_spans}. What is no such message says nothing.
 */
final class PartialSuccess implements Consumer<Optional<byte[]>> {

    private static final int BYTES_MAX = 8_192;
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;
    private static final int FIRST = 1;

    private final ByteBuffer answer = ByteBuffer.allocate(BYTES_MAX);

    /** A part of the answer as it comes, empty at its end. Of a long one the beginning is kept. */
    @Override
    public synchronized void accept(Optional<byte[]> part) {
        part.ifPresent(bytes -> answer.put(bytes, 0, Math.min(bytes.length, answer.remaining())));
    }

    synchronized long rejectedSpans() {
        try {
            ByteBuffer partial = message(answer.duplicate().flip());
            return partial == null ? 0 : Math.max(0, number(partial));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException unreadable) {
            return 0;
        }
    }

    /** The first field where it is a message; null where there is none. */
    private static ByteBuffer message(ByteBuffer in) {
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (FIRST << 3 | LENGTH_DELIMITED)) {
                int length = Math.toIntExact(varint(in));
                return in.slice(in.position(), length);
            }
            skip(in, tag);
        }
        return null;
    }

    /** The first field where it is a number; 0 where there is none, as protobuf has it. */
    private static long number(ByteBuffer in) {
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (FIRST << 3 | VARINT)) {
                return varint(in);
            }
            skip(in, tag);
        }
        return 0;
    }

    private static void skip(ByteBuffer in, long tag) {
        switch ((int) (tag & 7)) {
            case VARINT -> varint(in);
            case EIGHT_BYTES -> in.position(in.position() + Long.BYTES);
            case FOUR_BYTES -> in.position(in.position() + Integer.BYTES);
            case LENGTH_DELIMITED -> {
                int length = Math.toIntExact(varint(in));
                in.position(in.position() + length);
            }
            default -> throw new IllegalArgumentException("no field begins with " + tag);
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }
}
