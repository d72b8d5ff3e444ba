package io.belastbar.faultproxy.chain;

import java.nio.ByteBuffer;

/** What moves through a chain: bytes, and in the end how the stream ends. */
public sealed interface Item {
    /** What an item takes of the memory beyond its bytes: about the headers of its objects. */
    int OVERHEAD_BYTES = 96;

    /** Nanoseconds, of the clock of the chain: when it was read, or when the stage before let it go. */
    long at();

    Item at(long nanos);

    /** Bytes of memory that holding it costs. */
    long held();

    /** @param data read only by position and limit; nobody else writes to it */
    record Bytes(ByteBuffer data, long at) implements Item {
        @Override
        public Bytes at(long nanos) {
            return new Bytes(data, nanos);
        }

        @Override
        public long held() {
            return data.remaining() + OVERHEAD_BYTES;
        }

        public int length() {
            return data.remaining();
        }

        /** The first bytes as an item of their own; these are then no longer here. */
        Bytes cut(int length, long nanos) {
            ByteBuffer piece = data.slice(data.position(), length);
            data.position(data.position() + length);
            return new Bytes(piece, nanos);
        }
    }

    record End(How how, long at) implements Item {
        @Override
        public End at(long nanos) {
            return new End(how, nanos);
        }

        @Override
        public long held() {
            return OVERHEAD_BYTES;
        }
    }

    /** How a stream ends. */
    enum How {
        /** The sender sends no more: the other direction stays open. */
        FIN,
        /** Both directions are closed, after what was sent. */
        CLOSE,
        /** Both directions are broken off by a TCP reset. */
        RESET
    }
}
