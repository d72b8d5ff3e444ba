package io.belastbar.faultproxy.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** An open port of a relay. All its methods are called in the loop. */
public final class Listener implements Loop.Handler {
    private static final int BACKLOG = 1024;
    private static final int ACCEPTED_AT_ONCE = 64;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Loop loop;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private Consumer<SocketChannel> onAccepted = Listener::refuse;
    private final SelectionKey key;

    private Listener(Loop loop, ServerSocketChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.key = loop.register(channel, 0, this);
    }

    /**
     * Opens the port; clients wait until {@link #accept} is called.
     *
     * @throws IOException when the port is taken, or the address is none of this machine
     */
    public static Listener open(Loop loop, InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
            return new Listener(loop, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** With the port that the system chose. */
    public InetSocketAddress address() {
        return address;
    }

    void accept(Consumer<SocketChannel> taker) {
        onAccepted = taker;
        key.interestOps(SelectionKey.OP_ACCEPT);
    }

    @Override
    public void ready(SelectionKey ready) {
        for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
            SocketChannel accepted = next();
            if (accepted == null) {
                return;
            }
            onAccepted.accept(accepted);
        }
    }

    /** When the system has no more file descriptors, asking again at once would be all that the loop does. */
    private SocketChannel next() {
        try {
            SocketChannel accepted = channel.accept();
            if (accepted != null) {
                accepted.configureBlocking(false);
            }
            return accepted;
        } catch (IOException e) {
            if (channel.isOpen()) {
                key.interestOps(0);
                loop.at(loop.now() + PAUSE_NANOS, this::again);
            }
            return null;
        }
    }

    private void again() {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    static void refuse(SocketChannel accepted) {
        new Socket(accepted).reset();
    }

    @Override
    public void broken() {
        close();
    }

    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to close
        }
    }
}
