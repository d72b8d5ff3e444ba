package io.belastbar.resilience.measure.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file from a place on, with a position of its own: several are read at once. */
final class ChannelPart extends InputStream {
    private final FileChannel channel;
    private long position;

    ChannelPart(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = channel.read(ByteBuffer.wrap(into, offset, length), position);
        position += Math.max(0, count);
        return count;
    }
}
