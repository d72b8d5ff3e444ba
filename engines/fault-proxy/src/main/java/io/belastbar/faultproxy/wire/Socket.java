package io.belastbar.faultproxy.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One side of a connection, with what the loop shall tell of it. */
final class Socket {
    private static final int DRAIN_ROUNDS = 64;

    private final SocketChannel channel;
    private SelectionKey key;
    private int interest;
    private boolean connected;

    Socket(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Registers it without anything to wait for but, when it is not connected, the connection. */
    void register(Loop loop, Loop.Handler handler, boolean isConnected) throws IOException {
        connected = isConnected;
        interest = isConnected ? 0 : SelectionKey.OP_CONNECT;
        key = loop.register(channel, interest, handler);
    }

    boolean isConnected() {
        return connected;
    }

    /** @return whether it is connected now */
    boolean finishConnect() throws IOException {
        connected = channel.finishConnect();
        if (connected) {
            interest = 0;
            key.interestOps(0);
        }
        return connected;
    }

    void wantRead(boolean wanted) {
        want(SelectionKey.OP_READ, wanted);
    }

    void wantWrite(boolean wanted) {
        want(SelectionKey.OP_WRITE, wanted);
    }

    private void want(int operation, boolean wanted) {
        int next = wanted ? interest | operation : interest & ~operation;
        if (next != interest && connected && key != null && key.isValid()) {
            interest = next;
            key.interestOps(next);
        }
    }

    /** Tells the other side that nothing more comes; it may go on sending. */
    void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // already gone: who reads from this socket sees it in its own turn
        }
    }

    /** Closes after what was written: what was not read is read first, else the kernel would answer it with a reset. */
    void close(ByteBuffer room) {
        try {
            if (connected) {
                channel.shutdownOutput();
                for (int round = 0; round < DRAIN_ROUNDS && channel.read(room.clear()) > 0; round++) {
                    // thrown away
                }
            }
        } catch (IOException e) {
            // the other side was faster
        } finally {
            closeNow();
        }
    }

    /** Closes with a TCP reset. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // already gone
        } finally {
            closeNow();
        }
    }

    private void closeNow() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to close
        }
    }
}
