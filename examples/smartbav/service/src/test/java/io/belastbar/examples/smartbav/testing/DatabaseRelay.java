package io.belastbar.examples.smartbav.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The address by which the service reaches its database: it forwards, swallows everything, or cuts connections. */
final class DatabaseRelay implements Closeable {
    enum Mode {
        FORWARD,
        /** Connections are accepted and kept; what is sent is lost, as behind a network that drops packets. */
        SWALLOW
    }

    private final ServerSocket door;
    private final int upstream;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.FORWARD;

    DatabaseRelay(int upstream) throws IOException {
        this.upstream = upstream;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("database-relay").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void set(Mode mode) {
        this.mode = mode;
    }

    /** Ends every connection there is. */
    void cut() {
        sockets.forEach(DatabaseRelay::close);
    }

    int connections() {
        return sockets.size() / 2;
    }

    @Override
    public void close() {
        close(door);
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException closed) {
                // The database is away, or the relay ends: whoever connects sees its connection end.
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), upstream);
            sockets.add(caller);
            sockets.add(server);
            Thread.ofVirtual().start(() -> pump(caller, server));
            Thread.ofVirtual().start(() -> pump(server, caller));
        } catch (IOException away) {
            caller.close();
            throw away;
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[16_384];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (mode == Mode.FORWARD) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException ended) {
            // Both ends go below.
        }
        sockets.remove(from);
        sockets.remove(to);
        close(from);
        close(to);
    }

    private static void close(Closeable what) {
        try {
            what.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
