package io.belastbar.load.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * One direct buffer into which all sockets of a lane are read, one after the other. Only for pipelines whose first
 * handler is done with the buffer when it returns; where one is not, it gets a buffer of its own the next time.
 */
@SuppressWarnings("deprecation") // Netty's own transports still ask for the deprecated handle.
public final class ReceiveBuffers implements RecvByteBufAllocator {

    /** How much is read at once. */
    public static final int BYTES = 32 * 1024;

    private ByteBuf shared;
    private boolean released;

    @Override
    public Handle newHandle() {
        return new OneBuffer();
    }

    /** When no socket uses it any more. */
    public void release() {
        released = true;
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }

    private ByteBuf buffer(ByteBufAllocator allocator) {
        if (released) {
            return allocator.directBuffer(BYTES, BYTES);
        }
        if (shared == null) {
            shared = allocator.directBuffer(BYTES, BYTES);
        }
        return shared.refCnt() == 1 ? shared.clear().retain() : allocator.directBuffer(BYTES, BYTES);
    }

    private final class OneBuffer implements ExtendedHandle {

        private static final int MESSAGES_MAX = 16;

        private ChannelConfig config;
        private int attempted;
        private int last;
        private int messages;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return buffer(allocator);
        }

        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public void reset(ChannelConfig of) {
            config = of;
            messages = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            messages += count;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return config.isAutoRead() && attempted == last && messages < MESSAGES_MAX && last > 0;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return config.isAutoRead() && maybeMore.get() && messages < MESSAGES_MAX && last > 0;
        }

        @Override
        public void readComplete() {
            // Nothing to learn: the size is fixed.
        }
    }
}
